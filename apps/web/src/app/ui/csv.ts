/** A value of a cell; `null` stays empty. */
export type CsvValue = string | number | null;

/**
 * RFC 4180 text. Cells that a spreadsheet would run as a formula get a leading apostrophe,
 * since names in the catalogue and in scenarios are somebody's input.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Offers text as a file to save. A byte-order mark lets spreadsheets read the Chinese in a CSV. */
export function downloadText(
  filename: string,
  text: string,
  type: 'text/csv' | 'application/json' | 'application/yaml',
): void {
  const mark = type === 'text/csv' ? '\uFEFF' : '';
  downloadBlob(filename, new Blob([mark, text], { type: `${type};charset=utf-8` }));
}

/** Offers bytes as a file to save. */
export function downloadBlob(filename: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  URL.revokeObjectURL(url);
}

/** A name that is safe in a file system. */
export function fileName(...parts: string[]): string {
  return parts
    .map((part) =>
      part
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, ''),
    )
    .filter((part) => part !== '')
    .join('-');
}
