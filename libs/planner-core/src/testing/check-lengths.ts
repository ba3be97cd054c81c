import type { Plan, Scenario } from '@headroom/models';

const NEARLY = 1e-6;

/** Rules about services split by length a plan breaks, read from the scenario and the plan alone. */
export function brokenLengths(plan: Plan, scenario: Scenario): string[] {
  return (plan.lengthRouting ?? []).flatMap(({ serviceId, choice }) => {
    if (choice === 'together') return [];
    const service = scenario.services?.find((s) => s.id === serviceId);
    const shares =
      service?.mix?.map((part) => part.share).filter((share) => share > 0) ??
      Array.from({ length: service?.lengthBuckets ?? 0 }, () => 1 / (service?.lengthBuckets ?? 1));
    const names = shares.map((_, k) => `${serviceId}/${k + 1}`);
    return [
      ...plan.periods.flatMap((period) => wrongShares(plan, names, shares, period)),
      ...(choice === 'shared-replicas'
        ? plan.periods.flatMap((period) => unwholeReplicas(plan, names, period))
        : []),
      ...wrongMoney(plan, serviceId),
    ];
  });
}

/** Every part is asked for in its share of all requests. */
function wrongShares(
  plan: Plan,
  names: readonly string[],
  shares: readonly number[],
  period: string,
): string[] {
  const asked = names.map(
    (name) =>
      plan.coverage.find((c) => c.workloadId === name)?.byPeriod.find((p) => p.period === period)
        ?.demand ?? 0,
  );
  const all = asked.reduce((a, b) => a + b, 0);
  return names
    .filter((_, k) => {
      const share = shares[k] ?? 0;
      return Math.abs((asked[k] ?? 0) - share * all) > NEARLY * Math.max(1, all);
    })
    .map((name) => `${name} is not asked for in its share in ${period}`);
}

/** Parts share replicas of one layout, and the whole replicas their shares add up to fit the units there are. */
function unwholeReplicas(plan: Plan, names: readonly string[], period: string): string[] {
  const held = new Map<string, { replicas: number; layouts: Set<string>; chips: number }>();
  for (const p of plan.placements) {
    const at = p.byPeriod.find((x) => x.period === period);
    const deployment = plan.deployments.find((d) => d.id === p.deploymentId);
    if (!names.includes(p.workloadId) || at === undefined || deployment === undefined) continue;
    if (at.replicas === 0) continue;
    const key = `${p.systemId} at ${p.siteId}`;
    const known = held.get(key) ?? { replicas: 0, layouts: new Set<string>(), chips: 0 };
    const { weightPrecision, kvPrecision, engine, mode, parallelism } = deployment;
    known.replicas += at.replicas;
    known.chips = deployment.chipsPerReplica;
    known.layouts.add(JSON.stringify([weightPrecision, kvPrecision, engine, mode, parallelism]));
    held.set(key, known);
  }
  return [...held].flatMap(([key, { replicas, layouts, chips }]) => {
    const lines = plan.fleet.filter((l) => `${l.systemId} at ${l.siteId}` === key);
    const perUnit = lines[0]?.chipsPerUnit ?? 1;
    const units = lines.reduce(
      (sum, l) => sum + (l.byPeriod.find((x) => x.period === period)?.unitsInService ?? 0),
      0,
    );
    const room =
      chips <= perUnit
        ? units * Math.floor(perUnit / chips)
        : Math.floor(units / Math.ceil(chips / perUnit));
    return [
      ...(layouts.size > 1 ? [`replicas of several layouts are shared on ${key}`] : []),
      ...(Math.ceil(replicas - NEARLY) > room
        ? [`replicas on ${key} are not whole in ${period}`]
        : []),
    ];
  });
}

function wrongMoney(plan: Plan, serviceId: string): string[] {
  const cost = plan.unitCosts.find((u) => u.workloadId === serviceId);
  const parts = cost?.parts?.reduce((sum, part) => sum + part.totalUsd, 0) ?? 0;
  // Every part is rounded to a cent.
  return Math.abs(parts - (cost?.totalUsd ?? 0)) > (cost?.parts?.length ?? 0) * 0.01
    ? [`${serviceId} does not cost what its parts do`]
    : [];
}
