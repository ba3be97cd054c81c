/**
 * What a test runner did. A file that could not be loaded counts as one failed test.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * Counts of the JSON that vitest and jest write.
 * @param {{ testResults?: { status?: string, assertionResults?: { status: string }[] }[] }} result
 * @returns {Counts}
 */
export function countsOfJest(result) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of result.testResults ?? []) {
    const tests = file.assertionResults ?? [];
    const failed = tests.filter((test) => test.status === 'failed').length;
    const passed = tests.filter((test) => test.status === 'passed').length;
    counts.passed += passed;
    counts.failed += file.status === 'failed' && failed === 0 ? 1 : failed;
    counts.skipped += tests.length - passed - failed;
  }
  return counts;
}

/**
 * Counts of the JSON that Playwright writes. A test that passed on a second try is counted as passed: it says so itself.
 * @param {{ stats?: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} result
 * @returns {Counts}
 */
export function countsOfPlaywright({ stats, errors }) {
  const { expected, unexpected, flaky, skipped } = stats ?? {
    expected: 0,
    unexpected: 0,
    flaky: 0,
    skipped: 0,
  };
  const failed = unexpected === 0 && (errors ?? []).length > 0 ? 1 : unexpected;
  return { passed: expected + flaky, failed, skipped };
}

/**
 * Counts of the closing lines of TAP as Node's own test runner writes it.
 * @param {string} tap
 * @returns {Counts}
 */
export function countsOfTap(tap) {
  const number = (/** @type {string} */ word) =>
    Number(tap.match(new RegExp(`^# ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
  return {
    passed: number('pass'),
    failed: number('fail') + number('cancelled'),
    skipped: number('skipped') + number('todo'),
  };
}

/**
 * One layer of tests with what came of it.
 * @typedef {Counts & { layer: string, seconds: number, note: string }} Outcome
 */

/**
 * The outcome of a layer: a runner that fails without a failed test, or runs none, is a failure too.
 * @param {{ layer: string, counts: Counts | null, exitCode: number, seconds: number }} run `counts` is `null` when the runner left none
 * @returns {Outcome}
 */
export function outcomeOf({ layer, counts, exitCode, seconds }) {
  const known = counts ?? { passed: 0, failed: 0, skipped: 0 };
  if (known.failed > 0) return { layer, ...known, seconds, note: '' };
  if (exitCode !== 0) {
    return {
      layer,
      ...known,
      failed: 1,
      seconds,
      note: `the runner itself failed (exit code ${exitCode})`,
    };
  }
  if (known.passed === 0) return { layer, ...known, failed: 1, seconds, note: 'ran no test' };
  return { layer, ...known, seconds, note: '' };
}

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {string} a table for a terminal
 */
export function tableOf(outcomes) {
  const rows = outcomes.map((o) => [
    o.layer,
    String(o.passed),
    String(o.failed),
    String(o.skipped),
    `${o.seconds.toFixed(0)} s`,
    o.note,
  ]);
  const all = [['layer', 'passed', 'failed', 'skipped', 'time', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * The closing line: the true sum over all layers.
 * @param {readonly Counts[]} all
 * @returns {string}
 */
export function sumLine(all) {
  const sum = (/** @type {keyof Counts} */ key) => all.reduce((total, c) => total + c[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
