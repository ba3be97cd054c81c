import type { Response } from 'express';

export interface SentFile {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** Answers with a file to keep, whatever letters its name has (RFC 6266). */
export function sendFile(response: Response, { filename, contentType, content }: SentFile): void {
  const plain = filename.replace(/[^\x20-\x7e]|["\\]/g, '_');
  response
    .status(200)
    .setHeader('Content-Type', contentType)
    .setHeader(
      'Content-Disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
    )
    .send(content);
}
