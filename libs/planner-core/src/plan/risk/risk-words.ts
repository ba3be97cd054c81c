import { quote, say, type Message, type Risk } from '@headroom/models';
import { meanOf } from '../../uncertainty/statistics';
import { THIS_PLAN } from './candidate-orders';

const PERCENT = 100;
/** Falling short this often is worth a warning. */
const NOTABLE_SHORTFALL = 0.1;
/** Regret below this share of the cost is within the precision of the plan itself. */
const NOTABLE_REGRET = 0.005;

/** What is worth a warning. Where the least regret is followed, only orders for less than is asked are regretted less. */
export function findings(risk: Risk, isChoice: boolean): Message[] {
  const { rows, leastRegretPlanId } = risk.regret;
  const own = rows.find((r) => r.planId === THIS_PLAN);
  const least = rows.find((r) => r.planId === leastRegretPlanId);
  const gain = (own?.meanRegretUsd ?? 0) - (least?.meanRegretUsd ?? 0);
  const mean = meanOf(rows.map((r) => r.meanCostUsd));
  return [
    ...(own !== undefined && least !== undefined && gain > mean * NOTABLE_REGRET
      ? [
          say(isChoice ? 'risk/other-plan-carries-less' : 'risk/other-plan-regrets-less', {
            samples: risk.samples,
            ...quote('plan', least.title),
            otherUsd: least.meanRegretUsd,
            usd: own.meanRegretUsd,
          }),
        ]
      : []),
    ...risk.headroom
      .filter((h) => h.shortWorldsShare >= NOTABLE_SHORTFALL)
      .map((h) =>
        say('risk/falls-short', {
          workload: h.workloadId,
          percent: Math.round(h.shortWorldsShare * PERCENT),
          samples: risk.samples,
        }),
      ),
  ];
}
