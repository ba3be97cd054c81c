import { describe, expect, it } from 'vitest';
import { fileName, toCsv } from './csv';

describe('toCsv', () => {
  it('quotes what would break a row and keeps unknown values empty', () => {
    expect(
      toCsv(
        ['name', 'GB'],
        [
          ['A "big", one', 96],
          ['two\nlines', null],
        ],
      ),
    ).toBe('name,GB\r\n"A ""big"", one",96\r\n"two\nlines",\r\n');
  });

  it('keeps a spreadsheet from running a name as a formula', () => {
    expect(toCsv(['name'], [['=HYPERLINK("x")'], ['-1+2']])).toBe(
      'name\r\n"\'=HYPERLINK(""x"")"\r\n\'-1+2\r\n',
    );
  });

  it('leaves negative numbers numbers', () => {
    expect(toCsv(['usd'], [[-5]])).toBe('usd\r\n-5\r\n');
  });
});

describe('fileName', () => {
  it('keeps letters of every script and nothing a file system minds', () => {
    expect(fileName('北区: R1/服务', 'plan')).toBe('北区-r1-服务-plan');
  });
});
