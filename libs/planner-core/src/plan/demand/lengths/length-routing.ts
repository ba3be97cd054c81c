import {
  say,
  type LengthChoice,
  type LengthRouting,
  type Message,
  type UsedAssumption,
} from '@headroom/models';
import { roundToCents } from '../../../units/convert';
import type { Candidates } from '../../carriers/candidates';
import type { SolvedScenario } from '../../problem/solve-scenario';
import { partPlansOf } from '../service-plan';

/** How every service that states its requests by length is planned, and what the other ways would cost. */
export function lengthRoutingOf({ candidates, tried, context }: SolvedScenario): LengthRouting[] {
  const isCost = (context.scenario.objective ?? 'cost') === 'cost';
  return candidates.wholes.flatMap((whole): LengthRouting[] => {
    const serviceId = whole.demand.id;
    const parts = partPlansOf(whole);
    if (parts.length < 2) return [];
    const choices = [...new Set(tried.map((way) => way.choices.get(serviceId) ?? 'together'))];
    return [
      {
        serviceId,
        choice: chosenFor(candidates, serviceId),
        parts: parts.map(({ demand, share, workload }) => ({
          workloadId: demand.id,
          share,
          inputTokensMean: workload.inputTokens.mean,
          outputTokensMean: workload.outputTokens.mean,
        })),
        ways: choices.map((choice) => {
          const { usd, atLeast } = isCost ? leastUsd(tried, serviceId, choice) : NO_COST_KNOWN;
          return {
            choice,
            totalCostUsd: usd,
            ...(usd === null && atLeast !== null ? { atLeastUsd: atLeast } : {}),
          };
        }),
      },
    ];
  });
}

interface WayCost {
  readonly usd: number | null;
  readonly atLeast: number | null;
}

const NO_COST_KNOWN: WayCost = { usd: null, atLeast: null };

const chosenFor = ({ taken }: Candidates, serviceId: string): LengthChoice =>
  taken.get(serviceId) ?? 'together';

/** The least cost of all ways in which the service is planned so, and what none of those left unsolved is below. */
function leastUsd(
  tried: SolvedScenario['tried'],
  serviceId: string,
  choice: LengthChoice,
): WayCost {
  const fixed = tried[0]?.solved?.planProblem.problem.fixedCostUsd ?? 0;
  const ways = tried.filter((way) => (way.choices.get(serviceId) ?? 'together') === choice);
  const least = (weights: readonly number[]): number | null => {
    const all = Math.min(...weights);
    return Number.isFinite(all) ? roundToCents(all + fixed) : null;
  };
  return {
    usd: least(
      ways.flatMap(({ solved }) =>
        solved?.answer.kind === 'solved' ? [solved.answer.solution.objective] : [],
      ),
    ),
    atLeast: least(ways.map((w) => w.bound)),
  };
}

/** Why requests are split by length, or kept together. */
export function lengthReasons(routing: readonly LengthRouting[]): Message[] {
  return routing.flatMap(({ serviceId, choice, parts, ways }): Message[] => {
    const costOf = (kind: LengthChoice): number | null =>
      ways.find((w) => w.choice === kind)?.totalCostUsd ?? null;
    const split = ways.flatMap((w) =>
      w.choice === 'together' ? [] : (w.totalCostUsd ?? w.atLeastUsd ?? []),
    );
    const together = costOf('together');
    if (choice === 'together') {
      if (split.length === 0 || together === null) return [];
      const extra = Math.round(Math.min(...split) - together);
      const params = { workload: serviceId, parts: parts.length };
      return extra > 0
        ? [say('plan/lengths-together', { ...params, usd: extra })]
        : [say('plan/lengths-no-gain', params)];
    }
    const usd = costOf(choice);
    return together === null || usd === null
      ? [say('plan/lengths-split-only', { workload: serviceId, parts: parts.length })]
      : [
          say('plan/lengths-split', {
            workload: serviceId,
            parts: parts.length,
            togetherUsd: together,
            usd: Math.max(0, roundToCents(together - usd)),
          }),
        ];
  });
}

/** What splitting rests on: that whatever stands before the replicas tells requests apart by length. */
export const routerAssumptions = (routing: readonly LengthRouting[]): UsedAssumption[] =>
  routing
    .filter((r) => r.choice !== 'together')
    .map(({ serviceId }) => ({
      name: `${serviceId}.routerByLength`,
      value: true,
      unit: null,
      origin: 'scenario',
      sourceId: null,
      confidence: 'assumption',
    }));
