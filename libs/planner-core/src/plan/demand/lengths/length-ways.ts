import type { LengthChoice } from '@headroom/models';
import type { Candidates } from '../../carriers/candidates';

/** One way to plan every service that states its requests by length. */
export interface LengthWay {
  readonly choices: ReadonlyMap<string, LengthChoice>;
  readonly candidates: Candidates;
}

/** Up to this many ways are weighed; beyond, all such services are split alike or none is. */
const MOST_WAYS = 9;

/** Every way to plan the services that state their requests by length, the one that keeps all together first. */
export function lengthWays(candidates: Candidates): LengthWay[] {
  const { splits } = candidates;
  const services = [...new Set(splits.map((s) => s.serviceId))];
  const kindsOf = (id: string): LengthChoice[] => [
    'together',
    ...splits.filter((s) => s.serviceId === id).map((s) => s.kind),
  ];
  const all = services.reduce<ReadonlyMap<string, LengthChoice>[]>(
    (ways, id) => ways.flatMap((way) => kindsOf(id).map((kind) => new Map([...way, [id, kind]]))),
    [new Map()],
  );
  const alike = [0, 1].map(
    (k) => new Map(services.map((id) => [id, kindsOf(id)[k] ?? 'together'])),
  );
  const ways: readonly ReadonlyMap<string, LengthChoice>[] = all.length > MOST_WAYS ? alike : all;
  return ways.map((choices) => ({ choices, candidates: choose(candidates, choices) }));
}

function choose(candidates: Candidates, choices: ReadonlyMap<string, LengthChoice>): Candidates {
  const taken = candidates.splits.filter((s) => choices.get(s.serviceId) === s.kind);
  if (taken.length === 0) return candidates;
  const cut = new Map(taken.map((s) => [s.serviceId, s]));
  const isWhole = (id: string | null): boolean => id === null || !cut.has(id);
  return {
    ...candidates,
    taken: new Map(taken.map((s) => [s.serviceId, s.kind])),
    servicePlans: candidates.servicePlans.flatMap(
      (plan) => cut.get(plan.demand.id)?.parts ?? [plan],
    ),
    services: candidates.services
      .filter((c) => isWhole(c.workloadId))
      .concat(taken.flatMap((s) => s.carriers)),
    ranked: new Map(
      [...candidates.ranked]
        .filter(([id]) => isWhole(id))
        .concat(taken.flatMap((s) => [...s.ranked])),
    ),
    excuses: [
      ...candidates.excuses.filter((e) => isWhole(e.workloadId)),
      ...taken.flatMap((s) => s.excuses),
    ],
  };
}
