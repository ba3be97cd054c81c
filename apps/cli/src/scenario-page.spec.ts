import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './testing/run-cli';
import { scenarioFields } from './testing/scenario-fields';

/** Rows of the page's tables: field, values, default, meaning. */
const rows = readFileSync(join(ROOT, 'docs/scenario.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('the page about the scenario', () => {
  it('has every field of the schema with its values, and no other', () => {
    const told = rows.map(([field, values]) => `${field} ${values}`);
    const known = scenarioFields().map(({ path, values }) => `\`${path}\` ${values}`);
    expect(known.length).toBeGreaterThan(150);
    expect([...told].sort()).toEqual([...known].sort());
  });

  it('says what each field means', () => {
    expect(rows.filter(([, , , meaning]) => (meaning ?? '').length < 8)).toEqual([]);
  });
});
