import type { WeightPrecision } from '@headroom/models';
import type { ServingLayout } from '../memory/layout';
import { RowFields } from './row-fields';
import type { QuestionResult, ServingPool, ServingQuestion } from './serving-question';
import { engineOfName, precisionOfName } from './row-names';

/**
 * InferenceX-type runs draw both lengths uniformly from 0.8 to 1.0 of the nominal one; they are dated and use
 * nominal lengths of 1,024 and 8,192. Other harnesses send the length they name.
 */
const MEAN_OF_DRAW = 0.9;
const DRAWN_LENGTHS = [1024, 8192];

/** A row of the closed-loop collection as a question; what it lacks when it cannot be one. */
export function readClosedLoopRow(row: unknown): QuestionResult {
  const f = new RowFields(row);
  const id = f.text('id');
  const unusable = (field: string): QuestionResult => ({ kind: 'unusable', id, field });
  const chip = f.text('chip');
  const model = f.text('model');
  const isl = f.positive('isl');
  const osl = f.positive('osl');
  const concurrency = f.positive('concurrency');
  if (id === null) return unusable('id');
  if (chip === null) return unusable('chip');
  if (model === null) return unusable('model');
  if (isl === null) return unusable('isl');
  if (osl === null) return unusable('osl');
  if (concurrency === null) return unusable('concurrency');
  const date = f.text('measuredOn');
  const drawn = date !== null && DRAWN_LENGTHS.includes(isl) && DRAWN_LENGTHS.includes(osl);
  const share = drawn ? MEAN_OF_DRAW : 1;
  const prefill = poolOf(f.part('prefill'));
  const decode = poolOf(f.part('decode'));
  const pools = prefill && decode ? { prefill, decode } : null;
  const stated = layoutOf(f.part('parallelism'));
  const layout = drawn ? withoutProduct(stated) : stated;
  const pooled = pools
    ? pools.prefill.instances * sizeOf(pools.prefill.layout) +
      pools.decode.instances * sizeOf(pools.decode.layout)
    : null;
  const chips = f.positive('chips') ?? pooled ?? (stated ? sizeOf(stated) : null);
  if (chips === null) return unusable('chips');
  const weights = precisionOfName(f.text('precision')) ?? 'bf16';
  const experts = f.text('expertPrecision');
  const question: ServingQuestion = {
    id,
    chip,
    chips,
    scaleUpDomain: f.positive('scaleUpDomain'),
    engine: engineOfName(f.text('engine') ?? ''),
    engineVersion: f.text('engineVersion'),
    date,
    model,
    weights,
    experts: expertFormat(experts, weights),
    kv: null,
    inputTokens: isl * share,
    outputTokens: osl * share,
    countedOutputTokens: osl,
    equalLengths: !drawn,
    layout,
    // A product of degrees counts chips the one instance does not have.
    replicas: layout !== stated ? 1 : null,
    pools,
    load: { kind: 'clients', count: concurrency },
    cachedShare: 0,
    tokensPerStep: 1,
    harness: 'closed-loop',
  };
  return { kind: 'question', question };
}

function expertFormat(
  name: string | null,
  weights: WeightPrecision,
): WeightPrecision | 'mxfp4' | null {
  if (name === null) return null;
  if (name === 'mxfp4') return 'mxfp4';
  const format = precisionOfName(name);
  return format === weights ? null : format;
}

function layoutOf(p: RowFields | null): ServingLayout | null {
  if (p === null) return null;
  return {
    tp: p.positive('tp') ?? 1,
    pp: p.positive('pp') ?? 1,
    dp: p.positive('dp') ?? 1,
    ep: p.positive('ep') ?? 1,
  };
}

/**
 * The exporter of these runs writes tensor times expert degree as the tensor degree; an instance spans as many
 * chips as it has expert ranks. A degree that is the square of the other is such a product.
 */
function withoutProduct(l: ServingLayout | null): ServingLayout | null {
  return l !== null && l.ep > 1 && l.tp === l.ep * l.ep && l.dp === 1 ? { ...l, tp: l.ep } : l;
}

function poolOf(p: RowFields | null): ServingPool | null {
  const layout = layoutOf(p?.part('parallelism') ?? null);
  if (p === null || layout === null) return null;
  return { instances: p.positive('workers') ?? 1, layout };
}

const sizeOf = (l: ServingLayout): number => l.tp * l.pp * l.dp;
