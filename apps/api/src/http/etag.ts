import { DomainError } from './domain-error';

/** The ETag of a version number. */
export function etagOf(version: number | string): string {
  return `"${version}"`;
}

/**
 * The version an edit was made from, out of its If-Match header; `any` for `*`.
 * @throws DomainError when the header is missing or is no ETag of ours.
 */
export function versionFromIfMatch(header: string | undefined): number | 'any' {
  if (header === undefined) {
    throw new DomainError(
      'http/version-required',
      'Send the ETag you got with the document as If-Match.',
    );
  }
  if (header.trim() === '*') return 'any';
  const version = /^\s*"(\d{1,9})"\s*$/.exec(header)?.[1];
  // An ETag we never gave out matches no version.
  return version === undefined ? 0 : Number(version);
}
