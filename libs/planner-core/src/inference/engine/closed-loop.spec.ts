import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog';
import { findLlm } from '../../catalog/lookup';
import { type KernelEngine, kernelsOf } from '../../kernels/kernel-set';
import { type ClosedLoop, closedLoopTimes, loopScratch } from './closed-loop';
import type { EngineProfile } from './engine-profile';
import { servingFormats } from '../memory/formats';
import type { ServingLayout } from '../memory/layout';
import { measuredMachine } from '../measured/measured-machine';
import { modelShape } from '../memory/model-shape';
import { profileOf } from './profiles';
import { servingMemory } from '../memory/serving-memory';

const catalog = loadCatalog();
const ENGINES: readonly KernelEngine[] = ['vllm', 'sglang', 'tensorrt-llm', 'vendor'];

function machineOf(chip: string) {
  const found = measuredMachine(chip, 8, 8, catalog);
  if (found.kind !== 'machine') throw new Error(`The catalogue lost ${chip}`);
  return found.machine;
}

function shapeOf(model: string) {
  const found = findLlm(catalog, model);
  if (found.kind !== 'found') throw new Error(`The catalogue lost ${model}`);
  return modelShape(found.entry);
}

/** Times of a loop under a profile that may differ from the engine's. */
function timesOf(
  engine: KernelEngine,
  layout: ServingLayout,
  loop: ClosedLoop,
  change: (p: EngineProfile) => EngineProfile = (p) => p,
) {
  const machine = machineOf('nv-b200-sxm');
  const shape = shapeOf('deepseek-r1');
  const profile = change(profileOf(engine));
  const formats = servingFormats(machine, shape, engine, 'fp4', null, null);
  const memory = servingMemory(machine, shape, formats, layout, profile);
  const context = {
    shape,
    kernels: kernelsOf(machine, engine),
    fabric: machine.fabric,
    formats,
    layout,
    routingSkew: profile.routingSkew,
  };
  return { ...closedLoopTimes(context, profile, memory, loop, loopScratch()) };
}

const engines = fc.constantFrom(...ENGINES);
const loops = fc.record({
  inputTokens: fc.integer({ min: 64, max: 16_000 }),
  outputTokens: fc.integer({ min: 2, max: 8000 }),
  concurrency: fc.integer({ min: 1, max: 512 }),
  cachedShare: fc.double({ min: 0, max: 0.9, noNaN: true }),
  equalLengths: fc.boolean(),
});
const TENSOR: ServingLayout = { tp: 8, pp: 1, dp: 1, ep: 1 };
const RANKS: ServingLayout = { tp: 1, pp: 1, dp: 8, ep: 8 };

const scaled = (p: EngineProfile, by: number): EngineProfile => ({
  ...p,
  decode: p.decode.map((w) => w * by),
  prompt: p.prompt.map((w) => w * by),
  hostStep: p.hostStep * by,
  hostSequence: p.hostSequence * by,
  hostPrompt: p.hostPrompt * by,
  arrival: p.arrival * by,
  arrivalToken: p.arrivalToken * by,
});

describe('a closed loop', () => {
  it('takes as many times longer as all its parts do', () => {
    fc.assert(
      fc.property(
        engines,
        loops,
        fc.constantFrom(TENSOR, RANKS),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (engine, loop, layout, by) => {
          const once = timesOf(engine, layout, loop);
          const slower = timesOf(engine, layout, loop, (p) => scaled(p, by));
          expect(slower.tpot / once.tpot).toBeCloseTo(by, 9);
          expect(slower.ttft / once.ttft).toBeCloseTo(by, 9);
          expect(slower.running).toBe(once.running);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('waits longer the more its attention ranks hold up each other, and not at all with one rank', () => {
    fc.assert(
      fc.property(
        engines,
        loops,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (engine, loop, wait, more) => {
          const held = (layout: ServingLayout, rankWait: number) =>
            timesOf(engine, layout, loop, (p) => ({ ...p, rankWait }));
          const some = held(RANKS, wait);
          const much = held(RANKS, wait + more);
          expect(much.tpot).toBeGreaterThanOrEqual(some.tpot * (1 - 1e-12));
          expect(much.ttft).toBeGreaterThanOrEqual(some.ttft * (1 - 1e-12));
          expect(held(TENSOR, wait + more)).toEqual(held(TENSOR, wait));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('passes every prompt and every decode step of a cycle in the time its clients wait', () => {
    fc.assert(
      fc.property(engines, loops, (engine, loop) => {
        const t = timesOf(engine, TENSOR, loop);
        const waited = t.ttft - t.arrival - t.queue + (loop.outputTokens - 1) * t.tpot;
        expect(waited).toBeGreaterThanOrEqual((loop.outputTokens - 1) * t.decodeStep);
      }),
      { numRuns: 100 },
    );
  });
});
