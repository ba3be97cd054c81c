import type { Plan } from '@headroom/models';

/** Units a plan buys of all systems together, by the period they arrive in. */
export const unitsBought = (plan: Plan): number[] =>
  plan.periods.map((_, t) =>
    plan.fleet
      .filter((line) => line.acquisition === 'buy')
      .reduce((sum, line) => sum + (line.byPeriod[t]?.unitsAcquired ?? 0), 0),
  );
