import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { findLlm } from '../../catalog/lookup';
import { answerServing, type ServingAnswer } from './answer-serving';
import { measuredMachine } from './measured-machine';
import { modelShape } from '../memory/model-shape';
import { profileOf } from '../engine/profiles';
import { readServingRow } from './predict-serving';
import { residualOf, spreadOf, stratumName, wider } from './residual';
import { residualFeatures } from './residual-features';

const catalog = loadCatalog();

/** A question with its answer by the step model alone. */
function asked(change: Readonly<Record<string, unknown>>) {
  const read = readServingRow({
    id: 'run',
    engine: 'tensorrt-llm',
    engineVersion: '1.0.0rc3',
    model: 'qwen3-32b',
    chip: 'nv-h100-sxm',
    precision: 'fp8',
    isl: 1024,
    osl: 512,
    measuredOn: null,
    concurrency: 32,
    chips: 2,
    parallelism: { tp: 2, pp: 1, dp: 1, ep: 1 },
    ...change,
  });
  if (read.kind !== 'question') throw new Error(`The row lacks ${read.field}`);
  const q = read.question;
  const llm = findLlm(catalog, q.model);
  const hardware = measuredMachine(q.chip, q.chips, q.scaleUpDomain, catalog);
  if (llm.kind !== 'found' || hardware.kind !== 'machine') throw new Error('not in the catalogue');
  const shape = modelShape(llm.entry);
  const { machine } = hardware;
  const answer: ServingAnswer = answerServing(q, shape, machine, profileOf(q.engine));
  return { q, shape, machine, answer };
}

const residual = (change: Readonly<Record<string, unknown>>) => {
  const { q, shape, machine, answer } = asked(change);
  return residualOf(q, shape, machine, answer);
};

describe('what is left after the step model', () => {
  it('has no key that names a model or a row', () => {
    fc.assert(
      fc.property(fc.constantFrom(...catalog.llms), (llm) => {
        const { q, shape, machine, answer } = asked({ model: llm.id, chips: 8, id: 'row-4711' });
        const features = residualFeatures(q, shape, machine, answer);
        expect(features.length).toBeGreaterThan(0);
        for (const { key } of features) {
          expect(key).not.toContain(llm.id);
          expect(key).not.toContain('row-4711');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is less certain of software, and of chips, that were never measured', () => {
    const known = residual({});
    const software = residual({ engineVersion: '99.0' });
    const chip = residual({ chip: 'amd-mi355x', precision: 'fp8' });
    expect(software.tpotSigma).toBeGreaterThan(known.tpotSigma);
    expect(chip.tpotSigma).toBeGreaterThan(software.tpotSigma);
  });

  it('lends chips of a vendor never in a closed loop what their published rates share', () => {
    const borrowed = residual({ chip: 'amd-mi300x', engine: 'vllm' });
    expect(borrowed.throughput).toBeNull();
    expect(borrowed.tpot).toBe(borrowed.ttft);
    expect(borrowed.tpot).not.toBe(1);
  });

  it('never moves an answer by more than a factor of five', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 200_000 }),
        fc.constantFrom('1.0.0rc3', '99.0', null),
        fc.constantFrom('nv-h100-sxm', 'nv-b200-sxm', 'amd-mi300x', 'google-tpu-v6e'),
        (concurrency, isl, engineVersion, chip) => {
          const { tpot, ttft } = residual({ concurrency, isl, engineVersion, chip, chips: 8 });
          for (const factor of [tpot, ttft]) {
            expect(factor).toBeGreaterThanOrEqual(Math.exp(-1.6));
            expect(factor).toBeLessThanOrEqual(Math.exp(1.6));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has a spread for every stratum it names', () => {
    const { q, machine } = asked({});
    for (const known of [0, 1, 100])
      for (const chip of [true, false]) {
        const name = stratumName(q, machine, known, chip);
        const spread = spreadOf(name);
        expect(spread.tpot).toBeGreaterThan(0);
        expect(spreadOf(wider(name)).ttft).toBeGreaterThan(0);
      }
  });
});
