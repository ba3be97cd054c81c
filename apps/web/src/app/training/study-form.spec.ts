import { trainingStudyRequest } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { FIRST_FORM, GOAL_KINDS, readForm, type StudyForm } from './study-form';

const read = (change: Partial<StudyForm>) => readForm({ ...FIRST_FORM, ...change }, '2026-01-01');

describe('the form of a training study', () => {
  it.each(GOAL_KINDS)('asks what the API understands for the goal %s', (goal) => {
    const result = read({ goal, usd: '2M', chips: '512', method: 'rl', rollout: true });
    if (result.kind === 'wrong') throw new Error(result.fields.join());
    expect(trainingStudyRequest.safeParse(result.request).error).toBeUndefined();
  });

  it('reads amounts and dates as people write them', () => {
    const result = read({ tokens: '1.5万亿', deadline: '2026-03-02', batch: '4M' });
    expect(result).toMatchObject({
      request: {
        tokens: 1.5e12,
        globalBatchTokens: 4e6,
        goal: { kind: 'deadline', days: 60 },
      },
    });
  });

  it('names the fields that are empty or no numbers', () => {
    expect(read({ goal: 'budget', usd: '', tokens: '' })).toEqual({
      kind: 'wrong',
      fields: ['usd', 'tokens'],
    });
    expect(read({ deadline: 'soon', sequence: 'long' })).toMatchObject({
      fields: ['deadline', 'sequence'],
    });
  });

  it('leaves out what is empty, and tokens where a loss is stated', () => {
    const result = read({ targetLoss: '2.1', framework: '' });
    if (result.kind === 'wrong') throw new Error(result.fields.join());
    expect(result.request).not.toHaveProperty('tokens');
    expect(result.request).not.toHaveProperty('framework');
  });
});
