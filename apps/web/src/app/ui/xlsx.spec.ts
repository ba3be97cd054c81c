import { toXlsx } from './xlsx';

function textOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('The blob cannot be read.'));
    reader.readAsText(blob, 'latin1');
  });
}

describe('toXlsx', () => {
  it('makes a workbook, also under a name no sheet may have', async () => {
    const text = await textOf(
      await toXlsx(
        'a/b: [c]?',
        ['name', 'GB'],
        [
          ['=1+1', 96],
          ['x', null],
        ],
      ),
    );
    expect(text.startsWith('PK')).toBe(true);
    expect(text).toContain('xl/worksheets/sheet1.xml');
  });
});
