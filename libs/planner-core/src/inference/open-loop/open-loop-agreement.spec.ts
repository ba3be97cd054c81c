import { describe, expect, it } from 'vitest';
import { servingRanks } from '../../testing/serving-ranks';
import {
  quantile,
  simulateAggregated,
  simulateDisaggregated,
  type SimulatedTimes,
} from '../../testing/simulate-serving';
import { quantileOf } from './open-loop-mixture';
import { type QueueOutcome, queueOutcome, saturationOf, vouchesFor } from './open-loop-outcome';
import { evaluatePools } from './open-loop-pools';
import { evaluateQueue } from './open-loop-queue';
import type { RankTimes } from './open-loop-rank';
import { stepAt } from './open-loop-residents';

/** Of saturation. */
const LOADS = [0.3, 0.6, 0.9];
const BURSTINESS = [1, 4];
const SHARES = [0.5, 0.9, 0.99] as const;

const BOUND = { 0.5: 0.1, 0.9: 0.15, 0.99: 0.15 } as const;
const REQUESTS = { aggregated: 12_000, disaggregated: 24_000 };
const SEED = 11;

/** Input and output: mean tokens and squared coefficient of variation. */
const SHAPES = {
  chat: { input: { mean: 1000, variation: 0.8 }, output: { mean: 300, variation: 0.8 } },
  short: { input: { mean: 500, variation: 0.3 }, output: { mean: 60, variation: 0.3 } },
  equal: { input: { mean: 1024, variation: 0 }, output: { mean: 512, variation: 0 } },
  documents: { input: { mean: 6000, variation: 0.5 }, output: { mean: 400, variation: 0.5 } },
} as const;

/** Errors beyond the bound, each with its place, and how many percentiles the model vouches for. */
interface Compared {
  readonly beyond: string[];
  asked: number;
  answered: number;
}

function compare(name: string, model: QueueOutcome, sim: () => SimulatedTimes, to: Compared): void {
  const shares = SHARES.filter((share) => vouchesFor(model, share));
  to.asked += SHARES.length;
  if (shares.length === 0) return;
  const measured = sim();
  for (const share of shares) {
    to.answered += 1;
    for (const time of ['ttft', 'tpot', 'endToEnd'] as const) {
      const error = quantileOf(model[time], share) / quantile(measured[time], share) - 1;
      if (Math.abs(error) > BOUND[share])
        to.beyond.push(`${name}: ${time} P${share * 100} off by ${(error * 100).toFixed(1)} %`);
    }
  }
}

const nothing = (): Compared => ({ beyond: [], asked: 0, answered: 0 });

const simulated = (rank: RankTimes, most: number, kvTokens: number) => ({
  decodeStep: (sequences: number) => stepAt(rank.decodeSteps, sequences),
  promptFixed: rank.promptFixed,
  promptToken: rank.promptToken,
  chunkTokens: rank.chunkTokens,
  mostSequences: most,
  kvTokens,
});

describe('the queueing model against a simulation of continuous batching', () => {
  const ranksFor = (input: { mean: number }, output: { mean: number; variation: number }) =>
    servingRanks({
      inputTokens: input.mean,
      cachedShare: 0,
      outputTokens: output.mean,
      outputVariation: output.variation,
    });

  it.each(Object.entries(SHAPES))(
    'agrees within 10 % at P50 and 15 % at P99 for aggregated serving of %s requests',
    (name, { input, output }) => {
      const model = queueOutcome();
      const collected = nothing();
      for (const rank of ranksFor(input, output))
        for (const room of [
          { most: 32, kvTokens: rank.kvTokens },
          { most: 256, kvTokens: rank.kvTokens },
          { most: 1024, kvTokens: 64 * (input.mean + 2 * output.mean) },
        ])
          for (const burstiness of BURSTINESS)
            for (const load of LOADS) {
              const own = { ...rank, mostSequences: room.most, kvTokens: room.kvTokens };
              const traffic = {
                rate: 0,
                burstiness,
                inputTokens: input.mean,
                inputVariation: input.variation,
                outputTokens: output.mean,
                outputVariation: output.variation,
              };
              traffic.rate = load * saturationOf(own, traffic);
              evaluateQueue(own, traffic, model);
              const sent = { rate: traffic.rate, burstiness, input, output };
              compare(
                `${name} on ${rank.name}, at most ${room.most}, dispersion ${burstiness}, load ${load}`,
                model,
                () =>
                  simulateAggregated(simulated(rank, room.most, room.kvTokens), {
                    ...sent,
                    requests: REQUESTS.aggregated,
                    seed: SEED,
                  }),
                collected,
              );
            }
      expect(collected.beyond).toEqual([]);
      expect(collected.answered / collected.asked).toBeGreaterThan(0.35);
    },
  );

  it.each(Object.entries(SHAPES))(
    'agrees within 10 % at P50 and 15 % at P99 for disaggregated serving of %s requests',
    (name, { input, output }) => {
      const model = queueOutcome();
      const collected = nothing();
      for (const rank of ranksFor(input, output))
        for (const { servers, decoding } of [
          { servers: 1, decoding: 1 },
          { servers: 6, decoding: 3 },
        ])
          for (const burstiness of BURSTINESS)
            for (const load of LOADS) {
              const own = { ...rank, mostSequences: 256 };
              const pool = {
                servers,
                fixed: rank.promptFixed,
                token: rank.promptToken,
                transfer: 0.01,
              };
              const traffic = {
                rate: 1e-3,
                burstiness,
                inputTokens: input.mean,
                inputVariation: input.variation,
                outputTokens: output.mean,
                outputVariation: output.variation,
              };
              evaluatePools(pool, own, decoding, traffic, model);
              traffic.rate = load * model.saturation;
              evaluatePools(pool, own, decoding, traffic, model);
              const sent = { rate: traffic.rate, burstiness, input, output };
              compare(
                `${name} on ${rank.name}, ${servers} to ${decoding}, dispersion ${burstiness}, load ${load}`,
                model,
                () =>
                  simulateDisaggregated(
                    pool,
                    pool.transfer,
                    { ...simulated(rank, 256, rank.kvTokens), ranks: decoding },
                    { ...sent, requests: REQUESTS.disaggregated, seed: SEED },
                  ),
                collected,
              );
            }
      expect(collected.beyond).toEqual([]);
      expect(collected.answered / collected.asked).toBeGreaterThan(0.35);
    },
  );
});
