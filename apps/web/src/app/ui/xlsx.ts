import type { Cell as SheetCell } from 'write-excel-file/browser';
import type { CsvValue } from './csv';

const NARROWEST = 8;
const WIDEST = 60;
/** What spreadsheets take as the name of a sheet. */
const SHEET_NAME_MOST = 31;
const NOT_IN_SHEET_NAMES = /[\\/?*[\]:]/g;

/** A workbook of one sheet: numbers stay numbers, text stays text and is never run as a formula. */
export async function toXlsx(
  sheetName: string,
  header: readonly string[],
  rows: readonly (readonly CsvValue[])[],
): Promise<Blob> {
  const { default: writeExcelFile } = await import('write-excel-file/browser');
  const cells: SheetCell[][] = [
    header.map((value) => ({ value, type: String, fontWeight: 'bold' })),
    ...rows.map((row) => row.map(sheetCell)),
  ];
  return writeExcelFile(cells, {
    sheet: sheetName.replace(NOT_IN_SHEET_NAMES, ' ').trim().slice(0, SHEET_NAME_MOST) || '1',
    columns: header.map((label, i) => ({ width: widthOf([label, ...rows.map((row) => row[i])]) })),
    stickyRowsCount: 1,
  }).toBlob();
}

function sheetCell(value: CsvValue): SheetCell {
  if (value === null) return null;
  return typeof value === 'number' ? { value, type: Number } : { value, type: String };
}

function widthOf(values: readonly (CsvValue | undefined)[]): number {
  const longest = Math.max(...values.map((value) => String(value ?? '').length));
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}
