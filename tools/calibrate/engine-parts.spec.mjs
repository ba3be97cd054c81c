import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ENGINE_PARTS } from './build-engine.mjs';

const below = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);
const lacks = (/** @type {string} */ name) =>
  !existsSync(below(`libs/planner-core/src/${name}.ts`));

describe('modules of the engine that tools look into', () => {
  it('are where calibration looks for them', () => {
    assert.deepEqual(ENGINE_PARTS.filter(lacks), []);
  });

  it('are where the bench looks for them', () => {
    const bench = readFileSync(below('tools/bench/serving.mjs'), 'utf8');
    const names = [...bench.matchAll(/inside\('([\w/-]+)\.js'\)/g)].map(
      ([, name]) => `inference/${name}`,
    );
    assert.ok(names.length > 0);
    assert.deepEqual(names.filter(lacks), []);
  });
});
