import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sentenceFromLog } from './log-sentence.mjs';
import { parsePostmaster } from './postmaster-file.mjs';

describe('what the log of PostgreSQL means', () => {
  const cases = [
    [
      'FATAL:  could not write to file "pg_wal/xlogtemp.3": No space left on device',
      /disk .* is full/,
    ],
    ['initdb: error: could not create directory "/d/base": Read-only file system', /read-only/],
    ['FATAL:  data directory "/d" has wrong ownership', /belongs to another user/],
    ['initdb: error: cannot be run as root', /ordinary user/],
  ];
  for (const [log, sentence] of cases) {
    it(`is one sentence: ${String(log).slice(-30)}`, () => {
      assert.match(String(sentenceFromLog(String(log), '/d')), /** @type {RegExp} */ (sentence));
    });
  }
  it('is left as it is when it is something new', () => {
    assert.equal(sentenceFromLog('FATAL:  something new', '/d'), null);
  });
});

describe('the file of a running server', () => {
  it('tells process, port and whether it is ready', () => {
    const text = '4242\n/data\n1700000000\n5432\n\n127.0.0.1\n  1234   5\nready   \n';
    assert.deepEqual(parsePostmaster(text), { pid: 4242, port: 5432, ready: true });
  });
  it('is not there yet while it is half written', () => {
    assert.equal(parsePostmaster('4242\n/da'), null);
  });
});
