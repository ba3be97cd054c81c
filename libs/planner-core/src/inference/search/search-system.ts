import type {
  DeploymentOption,
  FrontPoint,
  ServiceDeployment,
  ServingMode,
  StepBreakdown,
} from '@headroom/models';
import type { Machine } from '../../topology/machine';
import type { ServiceWorkload } from '../../workload/service-workload';
import { correctionOf } from '../measured/correction';
import { describeDeployment } from '../deployments/describe-deployment';
import type { MatchedPools } from '../engine/match-pools';
import { type ServiceTarget, serviceTarget, type SpeedCorrection } from '../engine/replica';
import type { Candidate, SearchSpace } from '../deployments/search-space';
import { decodeBreakdown, prefillBreakdown } from './breakdown';
import { evaluationScratch } from './configuration';
import { type Exploration, exploreAll, exploreBest, replicaAt } from './explore';
import { paretoFront, PointTable, type TablePoint } from './point-table';
import { type PrefillOptions, prefillOptions } from './prefill-options';
import { unitsNeeded, type UnitsNeeded } from './units-needed';

const MS_PER_SECOND = 1000;

/** One system that decodes, and perhaps another that prefills, with a workload's space of configurations on them. */
export interface SystemSearch {
  readonly workload: ServiceWorkload;
  readonly exploration: Exploration;
  /** Machine and space that prefill, when they are others. */
  readonly prefill: { readonly machine: Machine; readonly space: SearchSpace } | null;
  /** Least seconds to a first token from a prefill instance; Infinity without that mode. */
  readonly fastestPrefill: number;
}

const scratch = evaluationScratch();

/** Prepares the search of a system; with `prefill` given only disaggregated deployments over both are searched. */
export function systemSearch(
  workload: ServiceWorkload,
  machine: Machine,
  space: SearchSpace,
  prefill: { readonly machine: Machine; readonly space: SearchSpace } | null = null,
): SystemSearch {
  const target = serviceTarget(workload);
  const isSplit = prefill !== null || workload.mode !== 'aggregated';
  const from = prefill ?? { machine, space };
  const found = isSplit
    ? prefillOptions(
        from.space,
        from.machine,
        target,
        correctionsOf(from.machine, from.space),
        scratch,
        prefill === null ? null : machine,
      )
    : null;
  return {
    workload,
    prefill,
    fastestPrefill: found?.fastest ?? Infinity,
    exploration: {
      machine,
      space,
      target,
      speedOf: correctionsOf(machine, space),
      isAggregated: prefill === null && workload.mode !== 'disaggregated',
      prefills: found?.options ?? null,
      isOneSystem: prefill === null,
      table: new PointTable(),
      evaluated: 0,
    },
  };
}

/** The correction depends on the formats only, of which a space has a few. */
function correctionsOf(machine: Machine, space: SearchSpace): (c: Candidate) => SpeedCorrection {
  const known = new Map<Candidate['context']['formats'], SpeedCorrection>();
  return ({ context }) => {
    let speed = known.get(context.formats);
    if (speed === undefined) {
      speed = correctionOf(machine, space.engine, context.shape, context.formats);
      known.set(context.formats, speed);
    }
    return speed;
  };
}

/** Searches all of a system's space. */
export function searchAll(search: SystemSearch): void {
  search.exploration.table.clear();
  exploreAll(search.exploration);
}

/** Searches a system's space only as far as its most tokens per chip and its fewest units for a load need. */
export function searchBest({ exploration: e, workload }: SystemSearch, load: number | null): void {
  e.table.clear();
  let most = 0;
  exploreBest(
    e,
    (rate, chips) => rate / chips > most,
    (rate, chips) => {
      most = Math.max(most, rate / chips);
    },
  );
  if (load === null || e.table.size === 0) return;
  let fewest = Infinity;
  for (let i = 0; i < e.table.size; i += 1)
    fewest = Math.min(fewest, unitsAt(e, workload, i, load).systems);
  // A bound in fractions of a unit: whole replicas and whole units only take more.
  const least = (rate: number, chips: number): number =>
    Math.ceil((load / (rate * workload.targetUtilisation)) * (chips / e.machine.chips) - SLACK);
  let seen = e.table.size;
  exploreBest(
    e,
    (rate, chips) => least(rate, chips) < fewest,
    () => {
      for (; seen < e.table.size; seen += 1)
        fewest = Math.min(fewest, unitsAt(e, workload, seen, load).systems);
    },
  );
}

const SLACK = 1e-9;

/** Point of the most requests per chip; of equals the fewest chips. -1 when there is none. */
export function bestPoint({ table }: Exploration, isSplit?: boolean): number {
  let best = -1;
  for (let i = 0; i < table.size; i += 1) {
    if (isSplit !== undefined && table.isSplit(i) !== isSplit) continue;
    const gain = best < 0 ? 1 : table.ratePerChip(i) - table.ratePerChip(best);
    if (gain > 0 || (gain === 0 && table.chips(i) < table.chips(best))) best = i;
  }
  return best;
}

/** Point of the fewest whole systems for a load; of equals the most requests per chip. */
export function fewestPoint({ exploration: e, workload }: SystemSearch, load: number): number {
  let best = -1;
  let fewest = Infinity;
  for (let i = 0; i < e.table.size; i += 1) {
    const { systems } = unitsAt(e, workload, i, load);
    const isLess = systems < fewest;
    if (isLess || (systems === fewest && e.table.ratePerChip(i) > e.table.ratePerChip(best)))
      best = i;
    fewest = Math.min(fewest, systems);
  }
  return best;
}

/** The best point of every candidate in a mode, best first. */
export function topPoints({ table }: Exploration, isSplit: boolean, count: number): number[] {
  const best = new Map<number, number>();
  for (let i = 0; i < table.size; i += 1) {
    if (table.isSplit(i) !== isSplit) continue;
    const known = best.get(table.candidate(i));
    if (known === undefined || table.ratePerChip(i) > table.ratePerChip(known))
      best.set(table.candidate(i), i);
  }
  return [...best.values()]
    .sort((a, b) => table.ratePerChip(b) - table.ratePerChip(a) || a - b)
    .slice(0, count);
}

function unitsAt(e: Exploration, w: ServiceWorkload, point: number, load: number): UnitsNeeded {
  const rate = e.table.rate(point) * w.targetUtilisation;
  if (e.isOneSystem || e.prefills === null)
    return unitsNeeded(load, rate, e.table.chips(point), e.machine.chips);
  const p = e.table.read(point, 1);
  const unit = prefillOf(e, p)?.machine.chips ?? e.machine.chips;
  const decode = unitsNeeded(load, rate, p.decodeChips, e.machine.chips);
  const prefill = unitsNeeded(load, rate, p.prefillChips, unit);
  return {
    replicas: decode.replicas,
    systems: decode.systems + prefill.systems,
    chips: decode.chips + prefill.chips,
  };
}

const candidateAt = (e: Exploration, point: TablePoint): Candidate => {
  const candidate = e.space.candidates[point.candidate];
  if (candidate === undefined) throw new RangeError(`No candidate ${point.candidate}`);
  return candidate;
};

const prefillOf = (e: Exploration, point: TablePoint): ReturnType<PrefillOptions['get']> =>
  point.isSplit ? e.prefills?.get(candidateAt(e, point).context.formats.kv) : undefined;

/** A point of the table as a deployment, with what of it a load needs. */
export function tellPoint(
  search: SystemSearch,
  index: number,
  load: number | null,
): DeploymentOption {
  const { exploration: e, workload } = search;
  const deployment = deploymentAt(search, index);
  const needed = load === null ? null : unitsAt(e, workload, index, load);
  const { low, mid, high } = deployment.tpotMs;
  return {
    deployment,
    outputTokensPerSecondPerUser: {
      low: MS_PER_SECOND / high,
      mid: MS_PER_SECOND / mid,
      high: MS_PER_SECOND / low,
    },
    replicas: needed?.replicas ?? null,
    systems: needed?.systems ?? null,
    chips: needed?.chips ?? null,
  };
}

function deploymentAt(
  { exploration: e, workload }: SystemSearch,
  index: number,
): ServiceDeployment {
  const point = e.table.read(index, e.target.outputTokens);
  const candidate = candidateAt(e, point);
  const prefill = prefillOf(e, point);
  const pools: MatchedPools | null =
    prefill === undefined
      ? null
      : {
          prefill,
          prefillInstances: point.prefillInstances,
          decodeInstances: point.decodeInstances,
          prefillChips: point.prefillChips,
          decodeChips: point.decodeChips,
          chips: point.chips,
          rate: point.rate,
        };
  const operating = {
    candidate,
    pools,
    chips: point.chips,
    point: replicaAt(e, candidate, point.inFlight),
    ttft: point.ttft,
    tpot: point.tpot,
    rate: point.rate,
    tokensPerChip: point.tokensPerChip,
  };
  return describeDeployment(workload, e.machine, e.space, operating, e.target);
}

/** The exact front of the table, fastest to the user first. */
export function tellFront({ table, target, space, prefills }: Exploration): FrontPoint[] {
  return paretoFront(table).map((index) => {
    const point = table.read(index, target.outputTokens);
    const candidate = space.candidates[point.candidate];
    if (candidate === undefined) throw new RangeError(`No candidate ${point.candidate}`);
    const { layout, draft, context } = candidate;
    const mode: ServingMode = point.isSplit ? 'disaggregated' : 'aggregated';
    const cp = point.isSplit ? (prefills?.get(context.formats.kv)?.cp ?? 1) : 1;
    return {
      mode,
      weightPrecision: context.formats.weights,
      parallelism: { ...layout, cp },
      draftTokens: draft?.draftTokens ?? 0,
      concurrency: point.inFlight * point.decodeInstances,
      chips: point.chips,
      outputTokensPerSecondPerChip: point.tokensPerChip,
      outputTokensPerSecondPerUser: 1 / point.tpot,
      ttftMs: point.ttft * MS_PER_SECOND,
    };
  });
}

/** Where the times of a point go, against the speed of light. */
export function tellBreakdown(
  { exploration: e, prefill: from }: SystemSearch,
  index: number,
): { readonly decode: StepBreakdown; readonly prefill: StepBreakdown } {
  const point = e.table.read(index, e.target.outputTokens);
  const candidate = candidateAt(e, point);
  const ask = (machine: Machine, space: SearchSpace, c: Candidate, target: ServiceTarget) => ({
    candidate: c,
    machine,
    engine: space.engine,
    profile: space.profile,
    target,
    speed: correctionsOf(machine, space)(c),
  });
  const option = prefillOf(e, point);
  const prefillAsk = ask(
    from?.machine ?? e.machine,
    from?.space ?? e.space,
    option?.candidate ?? candidate,
    e.target,
  );
  return {
    decode: decodeBreakdown(
      ask(e.machine, e.space, candidate, e.target),
      point.inFlight,
      point.tpot,
    ),
    prefill: prefillBreakdown(prefillAsk, option?.cp ?? 1, point.ttft),
  };
}
