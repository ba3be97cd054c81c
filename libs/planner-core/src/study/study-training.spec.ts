import type { TrainingStudy, TrainingStudyRequest } from '@headroom/models';
import { trainingStudy } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { studyTraining } from './study-training';

const catalog = loadCatalog();
const base = {
  model: 'llama-3.1-70b',
  tokens: 1e12,
  systems: ['nv-dgx-h100'],
} as const satisfies Partial<TrainingStudyRequest>;

function answer(request: Omit<TrainingStudyRequest, 'model'> & { model?: string }) {
  return studyTraining(
    { ...base, systems: [...base.systems], ...request },
    { catalog, today: '2026-01-01' },
  );
}

function studied(request: Parameters<typeof answer>[0]): TrainingStudy {
  const result = answer(request);
  if ('kind' in result) throw new Error(result.excuse.message.text);
  return result;
}

const first = (study: TrainingStudy) => {
  const [option] = study.options;
  if (option === undefined) throw new Error(study.excuses[0]?.message.text);
  return option;
};

describe('a study of a training run', () => {
  let onChips: TrainingStudy;
  beforeAll(() => {
    onChips = studied({
      goal: { kind: 'chips', chips: 512 },
      bandwidth: { scaleOutGbpsPerChip: [400, 50, 6.25], oversubscription: [1, 4] },
    });
  });

  it('answers what its schema promises', () => {
    expect(trainingStudy.safeParse(onChips).error).toBeUndefined();
  });

  it('says what it assumed where the question left it open', () => {
    expect(onChips.notes.map(({ code }) => code)).toEqual([
      'training/assumed-sequence',
      'training/assumed-batch',
      'training/assumed-failures',
      'training/assumed-store',
      'training/assumed-place',
      'training/loss-law',
      'training/flags-of-next-best',
    ]);
  });

  it('tells flags of the best layout a framework runs, where none runs the best of all', () => {
    expect(new Set(onChips.flags.map(({ framework }) => framework))).toEqual(new Set(['megatron']));
    const note = onChips.notes.find(({ code }) => code === 'training/flags-of-next-best');
    expect(note?.params['percent']).toBeGreaterThanOrEqual(0);
  });

  it('costs the chips that run and those that stand by for all of the days', () => {
    const { run, costUsd, price, spareSystems } = first(onChips);
    const chips = run.chips + spareSystems * 8;
    const hours = run.wallClockDays.mid * 24;
    expect(costUsd?.mid).toBeCloseTo(chips * hours * (price?.usdPerChipHour ?? 0), 2);
    expect(spareSystems).toBeGreaterThan(0);
  });

  it('shows a front on which nothing is worse in days, chips and cost than another', () => {
    const { frontier } = onChips;
    expect(frontier.length).toBeGreaterThan(2);
    for (const a of frontier) {
      for (const b of frontier) {
        if (a === b) continue;
        const better = [
          a.wallClockDays < b.wallClockDays,
          a.chips < b.chips,
          (a.costUsd ?? 0) < (b.costUsd ?? 0),
        ];
        expect(better).toContain(true);
      }
    }
  });

  it('shows how a starved network doubles time and cost', () => {
    const points = onChips.bandwidth?.points ?? [];
    expect(points).toHaveLength(6);
    const own = points.find((p) => p.scaleOutGbpsPerChip === 400 && p.oversubscription === 1);
    const starved = points.find((p) => p.scaleOutGbpsPerChip === 6.25 && p.oversubscription === 4);
    expect(own?.relativeCost).toBeCloseTo(1, 9);
    expect(starved?.relativeCost).toBeGreaterThan(2);
    expect((starved?.costUsd ?? 0) / (own?.costUsd ?? 1)).toBeCloseTo(
      starved?.relativeCost ?? 0,
      6,
    );
  });

  it('needs more chips for a nearer date, and less time for more money', () => {
    const chipsFor = (days: number) =>
      first(studied({ goal: { kind: 'deadline', days } })).run.chips;
    expect(chipsFor(15)).toBeGreaterThan(chipsFor(60));
    const daysFor = (usd: number) =>
      first(studied({ goal: { kind: 'budget', usd, maxChips: 4096 } })).run.wallClockDays.mid;
    expect(daysFor(1e6)).toBeLessThanOrEqual(daysFor(0.55e6));
  });

  it('finds the most tokens that days and money allow, and a run of them keeps both', () => {
    const goal = { kind: 'most-tokens', days: 30, usd: 1e6 } as const;
    const { tokens, run, costUsd } = first(studied({ goal }));
    expect(run.wallClockDays.mid).toBeLessThanOrEqual(30.001);
    expect(costUsd?.mid).toBeLessThanOrEqual(1e6 * 1.001);
    const again = first(studied({ tokens, goal: { kind: 'chips', chips: run.chips } }));
    expect(again.run.wallClockDays.mid).toBeCloseTo(run.wallClockDays.mid, 6);
  });

  it('finds the largest model within days and money', () => {
    const largest = (usd: number) => studied({ goal: { kind: 'largest-model', days: 30, usd } });
    const [small, large] = [largest(2e4), largest(2e6)];
    expect(large.activeParamsB).toBeGreaterThan(small.activeParamsB);
    expect(first(large).costUsd?.mid).toBeLessThanOrEqual(2e6);
    expect(first(large).run.wallClockDays.mid).toBeLessThanOrEqual(30);
    expect(large.tokens / (large.activeParamsB * 20e9)).toBeCloseTo(1, 9);
  });

  it('asks for tokens of a loss and refuses one no number of tokens reaches', () => {
    const { tokens: _, ...open } = base;
    const ask = (targetLoss: number) =>
      studyTraining(
        { ...open, systems: ['nv-dgx-h100'], targetLoss, goal: { kind: 'chips', chips: 1024 } },
        { catalog, today: '2026-01-01' },
      );
    const reached = ask(2);
    if ('kind' in reached) throw new Error(reached.excuse.message.text);
    expect(reached.expectedLoss).toBeCloseTo(2, 9);
    expect(ask(1.8)).toMatchObject({
      kind: 'refused',
      excuse: { code: 'training/loss-out-of-reach', nearestFeasible: 1.9 },
    });
  });

  it('gives reinforcement learning a fleet that generates as fast as the trainer learns', () => {
    const study = studied({
      method: 'rl',
      model: 'qwen3-32b',
      tokens: 1e10,
      goal: { kind: 'chips', chips: 64 },
      rollout: { promptTokens: 1000, responseTokens: 3000 },
    });
    const { run, rollout } = first(study);
    const needed = run.tokensPerSecondPerChip.mid * run.chips * run.goodputShare * 0.75;
    const generated = (rollout?.chips ?? 0) * (rollout?.outputTokensPerSecondPerChip ?? 0);
    expect(generated).toBeGreaterThanOrEqual(needed * 0.999);
    expect(run.stepTerms.map(({ operation }) => operation)).not.toContain('rollout');
  });

  it('says so where more chips fail sooner than a run restarts', () => {
    const { options, excuses } = studied({
      model: 'llama-3.1-70b',
      goal: { kind: 'chips', chips: 2_000_000 },
      systems: ['nv-dgx-h100'],
      globalBatchTokens: 1e10,
    });
    expect(options).toEqual([]);
    expect(excuses[0]?.code).toBe('training/failures-leave-no-progress');
  });

  it('generates on the system asked for, though another one trains', () => {
    const question: TrainingStudyRequest = {
      method: 'rl',
      model: 'llama-3.1-8b',
      goal: { kind: 'chips', chips: 64 },
      systems: ['nv-dgx-h100'],
    };
    const { run, rollout } = first(studied({ ...question, rollout: { system: 'nv-dgx-h200' } }));
    expect([run.systemId, rollout?.systemId]).toEqual(['nv-dgx-h100', 'nv-dgx-h200']);
    expect(() => studied({ ...question, rollout: { system: 'no-such-thing' } })).toThrow(
      /no system no-such-thing/,
    );
  });

  it('takes longer to learn from a larger teacher', () => {
    const days = (teacher: string) =>
      first(
        studied({
          method: 'distillation',
          model: 'llama-3.1-8b',
          teacher,
          goal: { kind: 'chips', chips: 64 },
        }),
      ).run.wallClockDays.mid;
    expect(days('llama-3.1-405b')).toBeGreaterThan(3 * days('llama-3.1-8b'));
  });

  it('keeps frozen weights beside the model: a reference policy, or a teacher of its own size', () => {
    const layout = { tp: 8, dp: 8 };
    const weights = (change: Partial<TrainingStudyRequest>) =>
      first(
        studied({ model: 'llama-3.1-8b', goal: { kind: 'chips', chips: 64 }, layout, ...change }),
      ).run.memory.weightsGb;
    const alone = weights({ method: 'sft' });
    // 16-bit weights of 8 billion parameters over 64 chips.
    expect(weights({ method: 'rl' }) - alone).toBeCloseTo(16.06 / 64, 2);
    const teacher = weights({ method: 'distillation', teacher: 'llama-3.1-70b' });
    expect(teacher - alone).toBeCloseTo(141.2 / 64, 1);
  });

  it('moves optimiser states to hosts whose memory is stated, and says where it is not', () => {
    const ask = (system: string, offloadOptimizer: boolean) =>
      studied({
        systems: [system],
        goal: { kind: 'chips', chips: 64 },
        layout: { tp: 8, pp: 4 },
        offloadOptimizer,
      });
    const known = catalog.systems.find(
      ({ chipId, hostMemoryGb, chips }) =>
        chipId === 'nv-h200-sxm' && hostMemoryGb !== null && chips?.value === 8,
    );
    const unknown = catalog.systems.find(
      ({ chipId, hostMemoryGb, chips }) =>
        chipId === 'nv-h200-sxm' && hostMemoryGb === null && chips?.value === 8,
    );
    const id = known?.id ?? '';
    const [here, there] = [ask(id, false), ask(id, true)].map((s) => first(s).run.memory);
    expect(there?.optimizerGb).toBeLessThan(here?.optimizerGb ?? 0);
    if (unknown === undefined) return;
    const codes = ask(unknown.id, true).notes.map(({ code }) => code);
    expect(codes).toContain('training/host-memory-unknown');
  });

  it('says why a question cannot be answered', () => {
    expect(answer({ model: 'llama-9', goal: { kind: 'chips', chips: 8 } })).toMatchObject({
      excuse: { code: 'training/unknown-model' },
    });
    const unknown = studied({ systems: ['dgx-zzz'], goal: { kind: 'chips', chips: 8 } });
    expect(unknown.excuses[0]?.code).toBe('training/unknown-system');
    const early = studied({ goal: { kind: 'deadline', days: 0.1 } });
    expect(early.excuses[0]).toMatchObject({ code: 'training/deadline-too-early', unit: 'days' });
    const poor = studied({ goal: { kind: 'budget', usd: 10 } });
    expect(poor.excuses[0]).toMatchObject({ code: 'training/budget-too-small', unit: 'USD' });
  });
});
