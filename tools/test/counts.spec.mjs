import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  countsOfJest,
  countsOfPlaywright,
  countsOfTap,
  outcomeOf,
  sumLine,
  tableOf,
} from './counts.mjs';

describe('counting tests', () => {
  it('adds up the files of vitest and jest', () => {
    const counts = countsOfJest({
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'pending' }] },
        { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      ],
    });
    assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 1 });
  });

  it('counts a file that does not even load as a failed test', () => {
    const counts = countsOfJest({ testResults: [{ status: 'failed', assertionResults: [] }] });
    assert.deepEqual(counts, { passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a browser run that broke before its first test as failed', () => {
    assert.equal(countsOfPlaywright({ errors: [{}] }).failed, 1);
  });

  it('reads the closing lines of TAP', () => {
    const tap = 'ok 1 - x\n# tests 4\n# pass 2\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n';
    assert.deepEqual(countsOfTap(tap), { passed: 2, failed: 1, skipped: 1 });
  });

  it('fails a layer that ran no test', () => {
    const none = outcomeOf({
      layer: 'web',
      counts: { passed: 0, failed: 0, skipped: 3 },
      exitCode: 0,
      seconds: 1,
    });
    assert.equal(none.failed, 1);
    assert.equal(none.note, 'ran no test');
  });

  it('fails a layer whose runner crashed after all its tests passed', () => {
    const crashed = outcomeOf({
      layer: 'api',
      counts: { passed: 9, failed: 0, skipped: 0 },
      exitCode: 134,
      seconds: 1,
    });
    assert.deepEqual([crashed.passed, crashed.failed], [9, 1]);
  });

  it('shows a table, and a closing line that is its true sum', () => {
    const outcomes = [
      outcomeOf({
        layer: 'api',
        counts: { passed: 9, failed: 2, skipped: 0 },
        exitCode: 1,
        seconds: 1,
      }),
      outcomeOf({
        layer: 'web',
        counts: { passed: 5, failed: 0, skipped: 1 },
        exitCode: 0,
        seconds: 2,
      }),
    ];
    assert.equal(tableOf(outcomes).split('\n').length, 3);
    assert.equal(sumLine(outcomes), '14 passed, 2 failed');
  });
});
