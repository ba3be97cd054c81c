import type { OperationTime, StepBreakdown, TimeOrigin } from '@headroom/models';
import { chooseSurface } from '../../kernels/choose-surface';
import type { KernelEngine } from '../../kernels/kernel-set';
import type { Machine } from '../../topology/machine';
import { boundOf, OPERATION_NAMES } from '../deployments/describe-deployment';
import { type EngineProfile, weigh } from '../engine/engine-profile';
import type { ServiceTarget, SpeedCorrection } from '../engine/replica';
import type { Candidate } from '../deployments/search-space';
import { type StepContext, stepTerms, TERM, TERMS } from '../engine/step';
import { idealContext } from './ideal-kernels';
import { speculativeStepTime } from './speculation';

type TermName = keyof typeof TERM;
const TERM_NAMES = Object.keys(TERM) as TermName[];
const MS_PER_SECOND = 1000;

/** What a breakdown is made of. Seconds. */
export interface BreakdownAsk {
  readonly candidate: Candidate;
  readonly machine: Machine;
  readonly engine: KernelEngine;
  readonly profile: EngineProfile;
  readonly target: ServiceTarget;
  readonly speed: SpeedCorrection;
}

/**
 * Where the time of one output token goes: the decode step's operations over the tokens it yields, host work,
 * drafting, and the prompts of other requests in between.
 * @param inFlight requests of the replica
 * @param tpot the deployment's seconds per token, which the operations sum to
 */
export function decodeBreakdown(ask: BreakdownAsk, inFlight: number, tpot: number): StepBreakdown {
  const { candidate, profile, target, speed } = ask;
  const { context, draft } = candidate;
  const running = Math.max(1, inFlight / context.layout.dp);
  const perStage = running / context.layout.pp;
  const depth = target.inputTokens + target.outputTokens / 2;
  const fill = (c: StepContext, terms: Float64Array): number => {
    const host = profile.hostStep + profile.hostSequence * running;
    if (draft === null) {
      stepTerms(c, terms, perStage, depth, 0, 1);
      return 0;
    }
    const whole = speculativeStepTime(c, profile, draft, perStage, running, depth, terms);
    return whole - weigh(terms, profile.decode) - host;
  };
  const yielded = draft?.tokensPerStep ?? 1;
  const terms = new Float64Array(TERMS);
  const drafting = fill(context, terms);
  const ideal = new Float64Array(TERMS);
  fill(idealContext(context), ideal);
  const rows = perStage * (1 + (draft?.draftTokens ?? 0));
  const factor = speed.tpot / yielded;
  const operations = operationsOf(ask, terms, ideal, profile.decode, rows, true, factor, yielded);
  const host = profile.hostStep + profile.hostSequence * running;
  operations.push(overhead('host', host * factor, 'profile'));
  if (drafting > 0) operations.push(overhead('drafting', drafting * factor, 'profile'));
  return whole(operations, 'prompts in between', tpot, speed.tpot);
}

/**
 * Where the time to the first token goes: one prompt's operations, host work and arrival, then waiting behind
 * others and what longer prompts take at the percentile.
 * @param cp chips' groups that share the prompt
 * @param ttft seconds to the first token at the percentile, which the operations sum to
 */
export function prefillBreakdown(ask: BreakdownAsk, cp: number, ttft: number): StepBreakdown {
  const { candidate, profile, target, speed } = ask;
  const fresh = Math.max(1, target.inputTokens * (1 - target.cachedShare));
  const rows = fresh / cp;
  const terms = new Float64Array(TERMS);
  stepTerms(candidate.context, terms, 0, 0, rows, fresh);
  const ideal = new Float64Array(TERMS);
  stepTerms(idealContext(candidate.context), ideal, 0, 0, rows, fresh);
  const operations = operationsOf(ask, terms, ideal, profile.prompt, rows, false, speed.ttft, 1);
  const steps = Math.max(1, rows / profile.chunkTokens);
  operations.push(overhead('host', profile.hostPrompt * steps * speed.ttft, 'profile'));
  operations.push(overhead('arrival', profile.arrival + profile.arrivalToken * fresh, 'profile'));
  return whole(operations, 'waiting and longer prompts', ttft, speed.ttft);
}

function operationsOf(
  { candidate, machine, engine }: BreakdownAsk,
  terms: Float64Array,
  ideal: Float64Array,
  weights: readonly number[],
  rows: number,
  isDecoding: boolean,
  factor: number,
  yielded: number,
): OperationTime[] {
  return TERM_NAMES.map((name) => {
    const i = TERM[name];
    return {
      operation: OPERATION_NAMES[name],
      ms: (terms[i] ?? 0) * (weights[i] ?? 0) * factor * MS_PER_SECOND,
      speedOfLightMs: name === 'layers' ? 0 : ((ideal[i] ?? 0) / yielded) * MS_PER_SECOND,
      bound: boundOf(candidate.context, name, rows, isDecoding),
      origin: originOf(candidate.context, machine, engine, name, isDecoding),
    };
  }).filter(({ ms }) => ms > 0);
}

const overhead = (operation: string, seconds: number, origin: TimeOrigin): OperationTime => ({
  operation,
  ms: seconds * MS_PER_SECOND,
  speedOfLightMs: 0,
  bound: 'overhead',
  origin,
});

/** Puts what is left of the total under a name, longest first. */
function whole(
  operations: OperationTime[],
  rest: string,
  total: number,
  residualFactor: number,
): StepBreakdown {
  const totalMs = total * MS_PER_SECOND;
  const told = operations.reduce((sum, { ms }) => sum + ms, 0);
  const left = totalMs - told;
  if (left > LEAST_REST * totalMs) operations.push(overhead(rest, left / MS_PER_SECOND, 'profile'));
  operations.sort((a, b) => b.ms - a.ms);
  const speedOfLightMs = operations.reduce((sum, o) => sum + o.speedOfLightMs, 0);
  return { operations, residualFactor, totalMs, speedOfLightMs };
}

/** A rest below this share is rounding. */
const LEAST_REST = 1e-6;

/** Which surface a term's kernels follow on this chip: its own, its generation's, or all chips'. */
function originOf(
  { shape, formats }: StepContext,
  machine: Machine,
  engine: KernelEngine,
  name: TermName,
  isDecoding: boolean,
): TimeOrigin {
  const of = (family: Parameters<typeof chooseSurface>[0], precision: string): TimeOrigin =>
    chooseSurface(family, machine, engine, precision).origin;
  switch (name) {
    case 'projection':
      return of('gemm', formats.attention);
    case 'dense':
      return of('gemm', formats.dense);
    case 'head':
      return of('gemm', formats.head);
    case 'experts':
      return of('moe', formats.experts);
    case 'attention': {
      const mla = shape.latent !== null;
      return isDecoding
        ? of(mla ? 'decode-mla' : 'decode-attention', formats.decodeAttention)
        : of(mla ? 'prefill-mla' : 'prefill-attention', formats.prefillAttention);
    }
    case 'network':
      return of('exchange', 'all-reduce');
    case 'elementwise':
    case 'pipeline':
      return 'datasheet';
    case 'layers':
      return 'profile';
  }
}
