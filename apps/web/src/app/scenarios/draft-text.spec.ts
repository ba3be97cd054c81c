import { describe, expect, it } from 'vitest';
import { lineOf, pointerTo, textChange, withItem, withValue } from './draft-text';

const TEXT = `# Fleet of the north region
headroom: 1
name: North   # shown in lists

services:
  # the busy one
  - id: chat
    model: deepseek-r1
    load: { requestsPerSecond: 12 } # measured in May
    slo:
      ttftMs: 2000
`;

describe('withValue', () => {
  it('changes only the letters of a value that stands there already', () => {
    expect(withValue(TEXT, ['services', 0, 'load', 'requestsPerSecond'], 40)).toBe(
      TEXT.replace('requestsPerSecond: 12 }', 'requestsPerSecond: 40 }'),
    );
    expect(withValue(TEXT, ['name'], 'North: two')).toBe(
      TEXT.replace('name: North ', 'name: "North: two" '),
    );
  });

  it('keeps every comment when a field is added', () => {
    const after = withValue(TEXT, ['services', 0, 'slo', 'tpotMs'], 50);
    expect(after).toContain('      ttftMs: 2000\n      tpotMs: 50');
    for (const comment of [
      '# Fleet of the north region',
      '# shown in lists',
      '# the busy one',
      '# measured in May',
    ]) {
      expect(after).toContain(comment);
    }
  });

  it('makes the maps and lists on the way to a new field', () => {
    expect(withValue(TEXT, ['limits', 'supply', 0, 'vendor'], 'NVIDIA')).toContain(
      'limits:\n  supply:\n    - vendor: NVIDIA',
    );
  });

  it('fills a field that was left empty', () => {
    expect(withValue('name: a\nlimits:\n', ['limits', 'budgetUsd'], 5)).toBe(
      'name: a\nlimits:\n  budgetUsd: 5\n',
    );
  });

  it('takes an emptied map away with its last field', () => {
    expect(withValue(TEXT, ['services', 0, 'slo', 'ttftMs'], undefined)).not.toContain('slo');
  });

  it('leaves a text alone that is not YAML', () => {
    expect(withValue('a: [1', ['a'], 2)).toBe('a: [1');
  });
});

describe('withItem', () => {
  it('appends to a list and leaves the items before it as they were', () => {
    const after = withItem(TEXT, ['services'], { id: 'code', model: 'qwen3-32b' });
    expect(after).toContain('# the busy one\n  - id: chat');
    expect(after).toContain('  - id: code\n    model: qwen3-32b');
  });

  it('starts a list where there is none', () => {
    expect(withItem('name: a\n', ['training'], { id: 'run' })).toBe(
      'name: a\ntraining:\n  - id: run\n',
    );
  });
});

describe('textChange', () => {
  it('is the shortest stretch between what stays the same on both sides', () => {
    expect(textChange('units: 12 # twelve', 'units: 142 # twelve')).toEqual({
      from: 8,
      to: 8,
      insert: '4',
    });
    expect(textChange('aaa', 'aa')).toEqual({ from: 2, to: 3, insert: '' });
  });
});

describe('pointerTo', () => {
  it('escapes as RFC 6901 says', () => {
    expect(pointerTo(['a/b', 0, 'c~d'])).toBe('/a~1b/0/c~0d');
  });
});

describe('lineOf', () => {
  it('finds the line of a value by its pointer', () => {
    expect(lineOf(TEXT, '/services/0/model')).toBe(8);
    expect(lineOf(TEXT, '/services/0/load/requestsPerSecond')).toBe(9);
  });

  it('falls back to what is around a value that is not there', () => {
    expect(lineOf(TEXT, '/services/0/slo/tpotMs')).toBe(11);
  });
});
