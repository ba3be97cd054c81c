import {
  type Excuse,
  type KvPrecision,
  type MessageCode,
  say,
  type WeightPrecision,
} from '@headroom/models';
import type { Machine } from '../../topology/machine';
import { gbFromBytes } from '../../units/convert';
import type { Bytes } from '../../units/quantity';
import type { ServiceWorkload } from '../../workload/service-workload';
import type { FastestSeen } from './search-deployments';
import { type Candidate, supportedPrecisions } from './search-space';

/** The limit that was hit, what was asked, and the nearest that would do. */
export interface Numbers {
  readonly limit: number | null;
  readonly actual: number | null;
  readonly nearestFeasible: number | null;
  readonly unit: string | null;
}

const NO_NUMBERS: Numbers = { limit: null, actual: null, nearestFeasible: null, unit: null };

/** An excuse of a workload on a machine. */
export function makeExcuse(
  code: MessageCode,
  params: Record<string, string | number>,
  w: ServiceWorkload,
  machine: Machine,
  numbers: Numbers = NO_NUMBERS,
): Excuse {
  return {
    code,
    message: say(code, params),
    chipId: machine.chipId,
    systemId: machine.systemId,
    workloadId: w.id,
    ...numbers,
  };
}

/** Requests longer than the model can attend to; `null` when they are not. */
export function excuseContext(w: ServiceWorkload, machine: Machine): Excuse | null {
  const limit = w.llm.maxContextTokens;
  const tokens = w.inputTokens.mean + w.outputTokens.mean;
  if (limit === null || tokens <= limit) return null;
  const nearest = Math.max(1, Math.floor(limit - w.outputTokens.mean));
  const params = { tokens: Math.ceil(tokens), limit, nearest, model: w.llm.name };
  return makeExcuse('inference/context-over-limit', params, w, machine, {
    limit,
    actual: tokens,
    nearestFeasible: limit,
    unit: 'tokens',
  });
}

/** The chip computes in none of the formats the workload allows for weights; names the nearest it has. */
export function excusePrecision(w: ServiceWorkload, machine: Machine): Excuse {
  const asked = (w.weightPrecisions ?? []).join(', ') || 'any';
  const formats = supportedPrecisions(machine);
  const supported = formats.join(', ') || 'none';
  const nearest = nearestPrecision(w.weightPrecisions?.[0], formats);
  const params = { chip: machine.chipId, asked, supported, nearest };
  return makeExcuse('inference/precision-unsupported', params, w, machine);
}

/** Formats that do most nearly what another does, nearest first: of its size, then larger ones. */
const STAND_INS: Readonly<Record<WeightPrecision, readonly WeightPrecision[]>> = {
  fp8: ['int8', 'bf16', 'fp16'],
  int8: ['fp8', 'bf16', 'fp16'],
  fp4: ['mxfp4', 'w4a16', 'fp8', 'int8', 'bf16', 'fp16'],
  mxfp4: ['fp4', 'w4a16', 'fp8', 'int8', 'bf16', 'fp16'],
  w4a16: ['mxfp4', 'fp4', 'fp8', 'int8', 'bf16', 'fp16'],
  bf16: ['fp16'],
  fp16: ['bf16'],
};

function nearestPrecision(
  asked: WeightPrecision | undefined,
  supported: readonly WeightPrecision[],
): string {
  const stands = asked === undefined ? [] : STAND_INS[asked];
  return stands.find((p) => supported.includes(p)) ?? supported[0] ?? 'none';
}

/** The chip cannot keep the KV cache in the format asked for. */
export function excuseKv(w: ServiceWorkload, machine: Machine, asked: KvPrecision): Excuse {
  const supported = ['bf16', machine.peakFlops.fp8 && 'fp8', machine.peakFlops.int8 && 'int8']
    .filter(Boolean)
    .join(', ');
  const params = { chip: machine.chipId, asked, supported, nearest: 'bf16' };
  return makeExcuse('inference/kv-precision-unsupported', params, w, machine);
}

/** No number of chips of the system parts the heads and layers of the model evenly. */
export function excuseLayout(w: ServiceWorkload, machine: Machine): Excuse {
  const { llm } = w;
  const params = {
    chips: machine.chips,
    system: machine.systemId,
    heads: llm.heads,
    layers: llm.layers,
    model: llm.name,
  };
  return makeExcuse('inference/no-layout', params, w, machine);
}

/** How much memory the roomiest layout lacks on each chip for one request. */
export function excuseFit(w: ServiceWorkload, machine: Machine, closest: Candidate): Excuse {
  const { memory, layout, context } = closest;
  const request =
    memory.kvPerToken * (w.inputTokens.mean + w.outputTokens.mean) + memory.kvPerSequence;
  const missing = request - memory.kvAvailable;
  const missingGb = gbFromBytes(missing as Bytes);
  const capacityGb = gbFromBytes(machine.memory);
  const params = {
    model: w.llm.name,
    system: machine.systemId,
    layout: `TP${layout.tp} PP${layout.pp} DP${layout.dp} EP${layout.ep}`,
    precision: context.formats.weights,
    missingGb,
    capacityGb,
  };
  return makeExcuse('inference/does-not-fit', params, w, machine, {
    limit: capacityGb,
    actual: capacityGb + missingGb,
    nearestFeasible: capacityGb + missingGb,
    unit: 'GB',
  });
}

const MS_PER_SECOND = 1000;

/** The latency no layout keeps, with the fastest that one reaches. */
export function excuseLatency(w: ServiceWorkload, machine: Machine, fastest: FastestSeen): Excuse {
  const { slo } = w;
  const reach = {
    ttft: fastest.ttft * MS_PER_SECOND,
    tpot: fastest.tpot * MS_PER_SECOND,
    whole: fastest.endToEnd * MS_PER_SECOND,
  };
  const tell = (code: MessageCode, limitMs: number, nearestMs: number): Excuse =>
    makeExcuse(
      code,
      { system: machine.systemId, model: w.llm.name, limitMs, nearestMs },
      w,
      machine,
      {
        limit: limitMs,
        actual: nearestMs,
        nearestFeasible: nearestMs,
        unit: 'ms',
      },
    );
  if (slo.tpotMs !== null && reach.tpot > slo.tpotMs)
    return tell('inference/tpot-out-of-reach', slo.tpotMs, reach.tpot);
  if (slo.ttftMs !== null && reach.ttft > slo.ttftMs)
    return tell('inference/ttft-out-of-reach', slo.ttftMs, reach.ttft);
  if (slo.endToEndMs !== null)
    return tell('inference/end-to-end-out-of-reach', slo.endToEndMs, reach.whole);
  return slo.tpotMs !== null
    ? tell('inference/tpot-out-of-reach', slo.tpotMs, reach.tpot)
    : tell('inference/ttft-out-of-reach', slo.ttftMs ?? 0, reach.ttft);
}
