import {
  type DeploymentSearchAnswer,
  type DeploymentSearchRequest,
  type Excuse,
  type InputIssue,
  type Llm,
  type System,
  type SystemDeployments,
} from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { findLlm, findSystem } from '../../catalog/lookup';
import type { Machine } from '../../topology/machine';
import { machineOf, type MachineResult } from '../../topology/machine-of';
import { lengthsOf } from '../../workload/length-parts';
import { SLO_PERCENTILE, TARGET_UTILISATION } from '../../workload/scenario-workloads';
import type { ServiceWorkload } from '../../workload/service-workload';
import { deployHints } from '../deploy/deploy-hints';
import {
  excuseContext,
  excuseFit,
  excuseKv,
  excusePrecision,
  makeExcuse,
} from '../deployments/excuses';
import { modelShape, type ModelShape } from '../memory/model-shape';
import {
  canCache,
  searchSpace,
  type SearchSpace,
  weightPrecisions,
} from '../deployments/search-space';
import { latencyExcuse } from './latency-excuse';
import { layoutExcuse } from './layout-excuse';
import {
  bestPoint,
  fewestPoint,
  searchAll,
  searchBest,
  type SystemSearch,
  systemSearch,
  tellBreakdown,
  tellFront,
  tellPoint,
  topPoints,
} from './search-system';

/** The answer, or what in the request names nothing. */
export type DeploymentSearchResult =
  | { readonly kind: 'answered'; readonly answer: DeploymentSearchAnswer }
  | { readonly kind: 'refused'; readonly issues: InputIssue[] };

/** Up to so many systems the whole space of each is searched. */
const MOST_SEARCHED_WHOLE = 12;
/** Systems that may prefill for each other: their pairs grow with the square. */
const MOST_ACROSS = 8;
const USUAL_TOP = 5;

/**
 * How a model is best served on each of the systems asked for. All space of every system is searched for the
 * fronts and lists of a dozen systems or fewer; over the whole catalogue only as far as the best needs, and
 * whole for the best system of every vendor.
 */
export const answerDeploymentSearch = (
  request: DeploymentSearchRequest,
  catalog: Catalog,
): DeploymentSearchResult => answer(request, catalog, 'all');

/** The same for its best deployments alone: without fronts and lists a whole catalogue takes a fifth of the time. */
export const bestDeployments = (
  request: DeploymentSearchRequest,
  catalog: Catalog,
): DeploymentSearchResult => answer(request, catalog, 'best');

function answer(
  request: DeploymentSearchRequest,
  catalog: Catalog,
  wanted: 'all' | 'best',
): DeploymentSearchResult {
  const issues: InputIssue[] = [];
  const llm = findLlm(catalog, request.model);
  if (llm.kind === 'unknown') issues.push(unknown('model', '/model', request.model, llm.nearest));
  const systems = systemsAsked(request, catalog, issues);
  if (request.acrossSystems && (request.systems?.length ?? Infinity) > MOST_ACROSS)
    issues.push({
      code: 'inference/too-many-pairs',
      pointer: '/systems',
      detail: `Pairs are searched over at most ${MOST_ACROSS} systems; name those.`,
    });
  if (llm.kind === 'unknown' || issues.length > 0) return { kind: 'refused', issues };
  return { kind: 'answered', answer: new Search(request, llm.entry, catalog, wanted).run(systems) };
}

function systemsAsked(
  { systems, vendors }: DeploymentSearchRequest,
  catalog: Catalog,
  issues: InputIssue[],
): System[] {
  const named = systems?.flatMap((name, i) => {
    const found = findSystem(catalog, name);
    if (found.kind === 'found') return [found.entry];
    issues.push(unknown('system', `/systems/${i}`, name, found.nearest));
    return [];
  });
  const makers = new Map(catalog.chips.map(({ id, vendor }) => [id, vendor.toLowerCase()]));
  const known = new Set(makers.values());
  vendors?.forEach((name, i) => {
    if (!known.has(name.toLowerCase())) issues.push(unknown('vendor', `/vendors/${i}`, name, []));
  });
  const wanted = vendors && new Set(vendors.map((name) => name.toLowerCase()));
  const all = [...new Set(named ?? catalog.systems)];
  return all.filter(({ chipId }) => !wanted || wanted.has(makers.get(chipId ?? '') ?? ''));
}

const unknown = (
  what: string,
  pointer: string,
  name: string,
  nearest: readonly string[],
): InputIssue => ({
  code: `inference/unknown-${what}`,
  pointer,
  detail:
    `No ${what} is called ${name}` +
    (nearest.length > 0 ? `; nearest: ${nearest.join(', ')}.` : '.'),
  nearest: [...nearest],
});

interface Usable {
  readonly system: System;
  readonly machine: Machine;
  readonly space: SearchSpace;
}

class Search {
  private readonly workload: ServiceWorkload;
  private readonly shape: ModelShape;
  private readonly load: number | null;
  private readonly excuses: Excuse[] = [];
  private readonly searches = new Map<SystemDeployments, SystemSearch>();
  private evaluated = 0;

  constructor(
    private readonly request: DeploymentSearchRequest,
    private readonly llm: Llm,
    private readonly catalog: Catalog,
    private readonly wanted: 'all' | 'best',
  ) {
    this.workload = workloadOf(request, llm);
    this.shape = modelShape(llm);
    this.load = request.requestsPerSecond ?? null;
  }

  run(systems: readonly System[]): DeploymentSearchAnswer {
    const { request, llm } = this;
    const isWhole = this.wanted === 'all' && systems.length <= MOST_SEARCHED_WHOLE;
    const usable = systems.flatMap((system) => this.usable(system));
    const found = usable.flatMap((u) => this.searched(u, null, isWhole));
    if (request.acrossSystems)
      for (const to of usable)
        for (const from of usable) if (from !== to) found.push(...this.searched(to, from, true));
    const perChip = (s: SystemDeployments): number =>
      s.best.deployment.outputTokensPerSecondPerChip.mid;
    found.sort((a, b) => perChip(b) - perChip(a));
    const answered = isWhole || this.wanted === 'best' ? found : this.withFrontOfVendors(found);
    return {
      modelId: llm.id,
      modelName: llm.name,
      catalogVersion: this.catalog.version,
      systems: answered,
      excuses: nearestFirst(this.excuses),
      evaluated: this.evaluated,
    };
  }

  /** The system with its space, when there is one; else an excuse is kept. */
  private usable(system: System): Usable[] {
    const { workload: w } = this;
    const result = machineIn(this.catalog, system);
    if (result.kind === 'excused') return this.excuse({ ...result.excuse, workloadId: w.id });
    const { machine } = result;
    const tooLong = excuseContext(w, machine);
    if (tooLong) return this.excuse(tooLong);
    const precisions = weightPrecisions(w, machine);
    if (precisions.length === 0) return this.excuse(excusePrecision(w, machine));
    if (w.kvPrecision && !canCache(machine, w.kvPrecision))
      return this.excuse(excuseKv(w, machine, w.kvPrecision));
    const space = searchSpace(w, this.shape, machine, precisions, 'whole');
    if (space.closest === null) return this.excuse(layoutExcuse(w, this.shape, machine));
    if (space.candidates.length === 0) return this.excuse(excuseFit(w, machine, space.closest));
    return [{ system, machine, space }];
  }

  private excuse(excuse: Excuse): [] {
    this.excuses.push(excuse);
    return [];
  }

  private searched(to: Usable, from: Usable | null, isWhole: boolean): SystemDeployments[] {
    if (from !== null && this.workload.mode === 'aggregated') return [];
    const search = systemSearch(this.workload, to.machine, to.space, from);
    const { exploration: e } = search;
    if (isWhole) searchAll(search);
    else searchBest(search, this.load);
    const best = bestPoint(e);
    this.evaluated += e.evaluated;
    if (best < 0) return this.excuse(this.whyNothing(search, to, from));
    const fewest = this.load === null ? -1 : fewestPoint(search, this.load);
    const answer: SystemDeployments = {
      systemId: to.system.id,
      systemName: to.system.name,
      prefillSystemId: from?.system.id ?? null,
      prefillSystemName: from?.system.name ?? null,
      chipId: to.machine.chipId,
      vendor: to.machine.vendor,
      chipsPerSystem: to.machine.chips,
      best: tellPoint(search, best, this.load),
      fewest: fewest < 0 || fewest === best ? null : tellPoint(search, fewest, this.load),
      top: isWhole ? this.topOf(search) : [],
      pareto: isWhole ? tellFront(e) : [],
      detail: null,
    };
    if (this.request.detail) answer.detail = this.detailOf(search, best, answer);
    else if (!isWhole) this.searches.set(answer, search);
    return [answer];
  }

  private whyNothing(search: SystemSearch, to: Usable, from: Usable | null): Excuse {
    const { space, prefills } = search.exploration;
    const shared = space.candidates.some(({ context }) => prefills?.has(context.formats.kv));
    if (from !== null && !shared && Number.isFinite(search.fastestPrefill)) {
      const { slo } = this.workload;
      const isSlow = slo.ttftMs !== null && search.fastestPrefill * 1000 > slo.ttftMs;
      if (!isSlow) {
        const params = {
          prefillSystem: from.system.id,
          system: to.system.id,
          model: this.llm.name,
        };
        return makeExcuse('inference/no-common-cache', params, this.workload, to.machine);
      }
    }
    return latencyExcuse(search);
  }

  private topOf(search: SystemSearch) {
    const count = this.request.top ?? USUAL_TOP;
    return [false, true].flatMap((isSplit) =>
      topPoints(search.exploration, isSplit, count).map((p) => tellPoint(search, p, this.load)),
    );
  }

  private detailOf(
    search: SystemSearch,
    point: number,
    { best }: SystemDeployments,
  ): SystemDeployments['detail'] {
    const hints = deployHints({
      deployment: best.deployment,
      llm: this.llm,
      vendor: search.exploration.machine.vendor,
      chipsPerSystem: search.exploration.machine.chips,
      inputTokens: this.workload.inputTokens,
      outputTokens: this.workload.outputTokens,
      isPrefixCached: this.workload.prefixCacheHitShare > 0,
    });
    return { ...tellBreakdown(search, point), hints };
  }

  /** Over the whole catalogue fronts are told for the best system of every vendor: a chart of all is unreadable. */
  private withFrontOfVendors(found: readonly SystemDeployments[]): SystemDeployments[] {
    const told = new Set<string>();
    return found.map((answer) => {
      const search = this.searches.get(answer);
      if (search === undefined || told.has(answer.vendor)) return answer;
      told.add(answer.vendor);
      const before = search.exploration.evaluated;
      searchAll(search);
      this.evaluated += search.exploration.evaluated - before;
      return { ...answer, pareto: tellFront(search.exploration) };
    });
  }
}

/** Reasons by how little their limit is missed; those that name nothing that would do come last. */
function nearestFirst(excuses: readonly Excuse[]): Excuse[] {
  const miss = ({ limit, nearestFeasible }: Excuse): number =>
    limit && nearestFeasible ? Math.abs(Math.log(nearestFeasible / limit)) : Infinity;
  const misses = new Map(excuses.map((excuse) => [excuse, miss(excuse)]));
  const missOf = (excuse: Excuse): number => misses.get(excuse) ?? Infinity;
  return excuses.toSorted((a, b) => (missOf(a) === missOf(b) ? 0 : missOf(a) - missOf(b)));
}

function workloadOf(r: DeploymentSearchRequest, llm: Llm): ServiceWorkload {
  const [mode, other] = r.modes ?? [];
  return {
    id: 'search',
    llm,
    inputTokens: lengthsOf(r.inputTokens),
    outputTokens: lengthsOf(r.outputTokens),
    prefixCacheHitShare: r.prefixCacheHitShare ?? 0,
    slo: {
      ttftMs: r.slo?.ttftMs ?? null,
      tpotMs: r.slo?.tpotMs ?? null,
      endToEndMs: r.slo?.endToEndMs ?? null,
      percentile: r.slo?.percentile ?? SLO_PERCENTILE,
    },
    engine: r.engine ?? 'auto',
    mode: mode === undefined || (other !== undefined && other !== mode) ? 'auto' : mode,
    weightPrecisions: r.weightPrecisions ?? null,
    kvPrecision: r.kvPrecision ?? null,
    targetUtilisation: r.targetUtilisation ?? TARGET_UTILISATION,
    speculation: r.speculation ?? 'auto',
    ...(r.layout ? { layout: r.layout } : {}),
  };
}

const machines = new WeakMap<Catalog, Map<string, MachineResult>>();

/** The same machine for the same system, so that its kernel surfaces are bound once. */
function machineIn(catalog: Catalog, system: System): MachineResult {
  let known = machines.get(catalog);
  if (known === undefined) {
    known = new Map();
    machines.set(catalog, known);
  }
  let result = known.get(system.id);
  if (result === undefined) {
    result = machineOf(system, catalog, { acceptEstimates: true });
    known.set(system.id, result);
  }
  return result;
}
