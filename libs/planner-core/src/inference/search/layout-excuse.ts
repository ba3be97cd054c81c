import type { Excuse, LayoutAsk } from '@headroom/models';
import type { Machine } from '../../topology/machine';
import type { ServiceWorkload } from '../../workload/service-workload';
import { candidateLayouts, dividesHeads, tensorGroupLimit } from '../deployments/candidate-layouts';
import { excuseLayout, makeExcuse } from '../deployments/excuses';
import { chipsOf } from '../memory/layout';
import type { ModelShape } from '../memory/model-shape';

/** Why no layout has the sizes asked for, with the nearest size that divides what it has to. */
export function layoutExcuse(w: ServiceWorkload, shape: ModelShape, machine: Machine): Excuse {
  const ask = w.layout ?? {};
  return (
    excuseHeads(w, shape, machine, ask) ??
    excusePipeline(w, shape, machine, ask) ??
    excuseExperts(w, shape, machine, ask) ??
    excuseChips(w, shape, machine, ask) ??
    excuseLayout(w, machine)
  );
}

function excuseHeads(
  w: ServiceWorkload,
  shape: ModelShape,
  machine: Machine,
  { tp }: LayoutAsk,
): Excuse | null {
  if (tp === undefined) return null;
  const limit = tensorGroupLimit(machine);
  const allowed = sizes(limit).filter((n) => dividesHeads(shape, n));
  if (allowed.includes(tp)) return null;
  const nearest = nearestTo(tp, allowed);
  const code =
    tp > limit
      ? 'inference/tensor-parallel-over-domain'
      : 'inference/tensor-parallel-not-dividing-heads';
  const params = {
    tp,
    nearest,
    limit,
    heads: shape.heads,
    kvHeads: shape.kvHeads,
    model: w.llm.name,
    system: machine.systemId,
  };
  return makeExcuse(
    code,
    params,
    w,
    machine,
    numbers(tp > limit ? limit : shape.heads, tp, nearest),
  );
}

function excusePipeline(
  w: ServiceWorkload,
  shape: ModelShape,
  machine: Machine,
  { pp }: LayoutAsk,
): Excuse | null {
  if (pp === undefined) return null;
  const allowed = unique(candidateLayouts(shape, machine, {}).map((l) => l.pp));
  if (allowed.includes(pp)) return null;
  const nearest = nearestTo(pp, allowed);
  const params = { pp, nearest, layers: shape.layers, model: w.llm.name, system: machine.systemId };
  return makeExcuse(
    'inference/pipeline-not-dividing',
    params,
    w,
    machine,
    numbers(shape.layers, pp, nearest),
  );
}

function excuseExperts(
  w: ServiceWorkload,
  shape: ModelShape,
  machine: Machine,
  { ep, dp }: LayoutAsk,
): Excuse | null {
  const layouts = candidateLayouts(shape, machine, {});
  for (const [size, name] of [
    [ep, 'ep'],
    [dp, 'dp'],
  ] as const) {
    if (size === undefined) continue;
    const allowed = unique(layouts.map((l) => l[name]));
    if (allowed.includes(size)) continue;
    const nearest = nearestTo(size, allowed);
    const params = {
      size,
      name: name.toUpperCase(),
      nearest,
      experts: shape.experts,
      model: w.llm.name,
      system: machine.systemId,
    };
    return makeExcuse(
      'inference/expert-parallel-not-dividing',
      params,
      w,
      machine,
      numbers(shape.experts, size, nearest),
    );
  }
  return null;
}

/** Every size is possible by itself, but not together on whole parts of the system. */
function excuseChips(
  w: ServiceWorkload,
  shape: ModelShape,
  machine: Machine,
  ask: LayoutAsk,
): Excuse | null {
  const asked = (ask.tp ?? 1) * (ask.pp ?? 1) * (ask.dp ?? 1);
  const near = candidateLayouts(shape, machine, {}).sort(
    (a, b) => difference(a, ask) - difference(b, ask) || chipsOf(a) - chipsOf(b),
  )[0];
  if (near === undefined) return null;
  const params = {
    layout: (['tp', 'pp', 'dp', 'ep'] as const)
      .flatMap((name) => (ask[name] === undefined ? [] : [`${name.toUpperCase()}${ask[name]}`]))
      .join(' '),
    model: w.llm.name,
    system: machine.systemId,
    unit: machine.chips,
    nearest: `TP${near.tp} PP${near.pp} DP${near.dp} EP${near.ep}`,
    nearestChips: chipsOf(near),
  };
  return makeExcuse(
    'inference/layout-not-dividing-chips',
    params,
    w,
    machine,
    numbers(machine.chips, asked, chipsOf(near)),
  );
}

/** Doublings between what was asked for and a layout, all sizes together. */
const difference = (
  l: { readonly tp: number; readonly pp: number; readonly dp: number; readonly ep: number },
  ask: LayoutAsk,
): number =>
  (['tp', 'pp', 'dp', 'ep'] as const).reduce(
    (sum, name) => sum + Math.abs(Math.log2((ask[name] ?? l[name]) / l[name])),
    0,
  );

const numbers = (limit: number, actual: number, nearestFeasible: number) => ({
  limit,
  actual,
  nearestFeasible,
  unit: null,
});

const unique = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** Powers of two up to a limit. */
function sizes(limit: number): number[] {
  const all: number[] = [];
  for (let n = 1; n <= Math.min(limit, 64); n *= 2) all.push(n);
  return all;
}

const nearestTo = (wanted: number, allowed: readonly number[]): number =>
  allowed.reduce(
    (best, n) => (Math.abs(Math.log2(n / wanted)) < Math.abs(Math.log2(best / wanted)) ? n : best),
    allowed[0] ?? 1,
  );
