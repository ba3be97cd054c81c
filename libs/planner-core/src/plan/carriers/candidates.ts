import { say, type Excuse, type PolicyView } from '@headroom/models';
import { accessOf, isOpen, policyExcuse, type Access } from '../supply/access';
import {
  jobCarriers,
  serviceCarriers,
  type Carrier,
  type JobCarrier,
  type ServiceCarrier,
} from './carriers';
import {
  chooseCarriers,
  rankCarriers,
  type RankedCarrier,
  type SiteAccess,
} from './choose-carriers';
import { canCool, excuseOf, gatherHardware, type Hardware } from '../supply/hardware';
import { splitsOf, type ServiceSplit, type SplitKind } from '../demand/lengths/split-service';
import type { PlanContext, PlanSite } from '../plan-context';
import { servicePlansOf, type ServicePlan } from '../demand/service-plan';

/** Everything that could carry the scenario's workloads, and an excuse for everything that could not. */
export interface Candidates {
  readonly servicePlans: readonly ServicePlan[];
  /** The services of the scenario, none of them in parts. */
  readonly wholes: readonly ServicePlan[];
  readonly services: readonly ServiceCarrier[];
  readonly jobs: readonly JobCarrier[];
  /** All carriers found, by workload, cheapest first; those above are the ones kept. */
  readonly ranked: ReadonlyMap<string, readonly RankedCarrier<Carrier>[]>;
  readonly excuses: readonly Excuse[];
  /** Ways to cut services by the length of their requests. */
  readonly splits: readonly RankedSplit[];
  /** Those that are taken here, by service. */
  readonly taken: ReadonlyMap<string, SplitKind>;
  /** Sites and periods open to a system under one reading of the rules. */
  readonly sitesUnder: (view: PolicyView) => (hardware: Hardware) => readonly SiteAccess[];
}

/** A service cut into parts, with the carriers kept of each part and all that were found, cheapest first. */
export interface RankedSplit extends ServiceSplit {
  readonly ranked: ReadonlyMap<string, readonly RankedCarrier<Carrier>[]>;
}

/** Finds hardware, deployments and training runs, and keeps those worth optimising over. */
export function findCandidates(context: PlanContext): Candidates {
  const gathered = gatherHardware(context);
  const excuses: Excuse[] = [...gathered.excuses];
  const branches = context.policy.branches ?? [];
  const views = [context.policy, ...branches.map((b) => branchView(context.policy, b.events))];
  const sitesUnder = accessTables(context);
  const underEach = views.map(sitesUnder);
  const sitesEver = (hardware: Hardware) => mergeSites(underEach.map((sites) => sites(hardware)));
  const basis = underEach[0] ?? sitesEver;

  const usable = gathered.hardware.filter((hardware) => {
    excuses.push(...accessExcuses(context, hardware, basis(hardware)));
    return hardware.owned || sitesEver(hardware).some(({ access }) => isOpen(access));
  });
  const needDomestic = (context.scenario.limits?.minimumDomesticChipShare ?? 0) > 0;
  const ranked = new Map<string, readonly RankedCarrier<Carrier>[]>();
  const keep = <T extends Carrier>(id: string, carriers: readonly T[], into = ranked): T[] => {
    const order = rankCarriers(context, carriers, sitesEver);
    into.set(id, order);
    return chooseCarriers(order, needDomestic);
  };
  const servicePlans = servicePlansOf(context);
  const services = servicePlans.flatMap((plan) => {
    const found = serviceCarriers(context, plan, usable);
    excuses.push(...found.excuses);
    return keep(plan.demand.id, found.carriers);
  });
  const jobs = (context.scenario.training ?? []).flatMap((job) => {
    const found = jobCarriers(context, job, usable);
    excuses.push(...found.excuses);
    return keep(job.id, found.carriers);
  });
  const splits = servicePlans
    .flatMap((plan) => splitsOf(context, plan, usable))
    .map((split): RankedSplit => {
      const order = new Map<string, readonly RankedCarrier<Carrier>[]>();
      const carriers = split.parts.flatMap(({ demand }) => {
        const own = split.carriers.filter((c) => c.workloadId === demand.id);
        return keep(demand.id, own, order);
      });
      return { ...split, carriers, ranked: order };
    });
  return {
    servicePlans,
    wholes: servicePlans,
    services,
    jobs,
    ranked,
    excuses,
    splits,
    taken: new Map(),
    sitesUnder,
  };
}

/** The scenario's view of the rules with a branch's events added. */
export const branchView = (
  view: PolicyView,
  events: NonNullable<PolicyView['events']>,
): PolicyView => ({ ...view, events: [...(view.events ?? []), ...events] });

/** Sites by view of the rules; views that read alike share what was read. */
function accessTables(context: PlanContext): Candidates['sitesUnder'] {
  const tables = new Map<string, ReturnType<typeof accessTable>>();
  return (view) => {
    const key = JSON.stringify(view);
    const table = tables.get(key) ?? accessTable(context, view);
    tables.set(key, table);
    return table;
  };
}

function accessTable(context: PlanContext, view: PolicyView) {
  const table = new Map<string, readonly SiteAccess[]>();
  return (hardware: Hardware): readonly SiteAccess[] => {
    const known = table.get(hardware.systemId);
    if (known !== undefined) return known;
    const sites = context.sites
      .filter((site) => hardware.owned || canStand(site, hardware))
      .map((site) => ({ site, access: accessOf(context, view, hardware, site) }));
    table.set(hardware.systemId, sites);
    return sites;
  };
}

/** What a provider cools elsewhere can serve a site that could not. */
const canStand = (site: PlanSite, hardware: Hardware): boolean =>
  canCool(site, hardware) || hardware.rent.has(site.id) || hardware.leases.has(site.id);

/** Open in a period if any of several readings opens it. */
function mergeSites(all: readonly (readonly SiteAccess[])[]): SiteAccess[] {
  const bySite = new Map<PlanSite, Access[]>();
  for (const { site, access } of all.flat()) {
    bySite.set(site, [...(bySite.get(site) ?? []), access]);
  }
  return [...bySite].map(([site, list]) => ({
    site,
    access: {
      buyOpen: orAll(list.map((a) => a.buyOpen)),
      rentOpen: orAll(list.map((a) => a.rentOpen)),
      leaseOpen: orAll(list.map((a) => a.leaseOpen)),
      barredBy: list[0]?.barredBy ?? null,
      eventIds: [...new Set(list.flatMap((a) => a.eventIds))],
    },
  }));
}

const orAll = (lists: readonly (readonly boolean[])[]): boolean[] =>
  (lists[0] ?? []).map((_, t) => lists.some((list) => list[t] === true));

function accessExcuses(
  context: PlanContext,
  hardware: Hardware,
  open: readonly SiteAccess[],
): Excuse[] {
  const cold = context.sites
    .filter((site) => !canStand(site, hardware))
    .map((site) => {
      const { name, cooling } = hardware.system;
      return excuseOf(say('plan/cannot-cool', { system: name, cooling, site: site.id }), hardware);
    });
  const rules = open.flatMap(({ site, access }) => policyExcuse(hardware, site, access) ?? []);
  const late =
    rules.length === 0 &&
    hardware.acquirable &&
    open.length > 0 &&
    !open.some((s) => isOpen(s.access))
      ? [
          excuseOf(
            say('plan/supplied-never', {
              system: hardware.system.name,
              months: hardware.terms.leadTimeMonths,
              from:
                hardware.terms.availableFrom ??
                hardware.system.available ??
                hardware.chip.available ??
                '?',
            }),
            hardware,
          ),
        ]
      : [];
  return [...cold, ...rules, ...late];
}
