import { TestBed } from '@angular/core/testing';
import type { PlanPreview } from '@headroom/models';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/api-error';
import { PlanPreviewsApi } from '../../api/plan-previews-api';
import { Words } from '../../words/words';
import { ScenarioDraft } from '../scenario-draft';
import { PreviewStore } from './preview-store';

const STORED = `headroom: 1
name: North
horizon: { start: 2026-01, months: 12 }
buyer: { country: US }
sites: [{ id: north, region: us-or }]
services:
  - { id: chat, model: llama-3.1-8b, load: { requestsPerSecond: 1 }, inputTokens: 900, outputTokens: 300 }
`;
const withRate = (rate: number) =>
  STORED.replace('requestsPerSecond: 1', `requestsPerSecond: ${rate}`);

interface Asked {
  readonly yaml: string;
  readonly signal: AbortSignal;
  readonly answer: (chips: number) => void;
  readonly fail: (code: string, issues?: ApiError['issues']) => void;
}

describe('figures beside a scenario', () => {
  let asked: Asked[];
  let draft: ScenarioDraft;
  let store: PreviewStore;

  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    const of = (yaml: string, signal: AbortSignal) =>
      new Promise<PlanPreview>((resolve, reject) => {
        asked.push({
          yaml,
          signal,
          answer: (chips) => resolve({ chips } as PlanPreview),
          fail: (code, issues = []) => reject(new ApiError({ status: 503, code, issues })),
        });
      });
    TestBed.configureTestingModule({
      providers: [
        ScenarioDraft,
        PreviewStore,
        { provide: PlanPreviewsApi, useValue: { of } },
        { provide: Words, useValue: { locale: () => 'en' } },
      ],
    });
    draft = TestBed.inject(ScenarioDraft);
    store = TestBed.inject(PreviewStore);
  });
  afterEach(() => vi.useRealTimers());

  const pass = async (ms = 0) => {
    TestBed.tick();
    await vi.advanceTimersByTimeAsync(ms);
    TestBed.tick();
  };
  const write = async (text: string, ms: number) => {
    draft.write(text);
    await pass(ms);
  };
  const open = async (chips: number) => {
    draft.open(STORED);
    await pass();
    asked[0]?.answer(chips);
    await pass();
  };

  it('are asked for at once when a scenario is opened, and compared with nothing', async () => {
    await open(8);
    expect(store.state().kind).toBe('told');
    expect(store.shown()?.chips).toBe(8);
    expect(store.stored()).toBeNull();
  });

  it('are asked for once typing pauses, of the last text only, and compared with the stored version', async () => {
    await open(8);
    await write(withRate(2), 399);
    await write(withRate(20), 399);
    expect(asked).toHaveLength(1);
    expect([store.isStale(), store.shown()?.chips]).toEqual([true, 8]);
    await pass(1);
    expect(asked[1]?.yaml).toBe(withRate(20));
    asked[1]?.answer(16);
    await pass();
    expect([store.isStale(), store.shown()?.chips, store.stored()?.chips]).toEqual([false, 16, 8]);
  });

  it('end the request before when the text changes', async () => {
    await open(8);
    await write(withRate(2), 400);
    await write(withRate(3), 400);
    expect(asked[1]?.signal.aborted).toBe(true);
    asked[1]?.answer(99);
    asked[2]?.answer(24);
    await pass();
    expect(store.shown()?.chips).toBe(24);
  });

  it('of the stored version are asked for afterwards where a change came before them', async () => {
    draft.open(STORED);
    await pass();
    await write(withRate(2), 400);
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[1]?.answer(16);
    await pass();
    await pass(1);
    expect(asked[2]?.yaml).toBe(STORED);
    asked[2]?.answer(8);
    await pass();
    expect([store.shown()?.chips, store.stored()?.chips]).toEqual([16, 8]);
  });

  it('are kept and not asked for while the text is no scenario', async () => {
    await open(8);
    await write('headroom: [', 1_000);
    expect(asked).toHaveLength(1);
    expect([store.state().kind, store.shown()?.chips]).toEqual(['waiting', 8]);
  });

  it('that take too long say so, and the older ones stay', async () => {
    await open(8);
    await write(withRate(2), 400);
    asked[1]?.fail('engine/preview-late');
    await pass();
    expect([store.state().kind, store.shown()?.chips]).toEqual(['late', 8]);
  });

  it('of a text the server refuses give way to its mistakes at their lines', async () => {
    await open(8);
    const text = STORED.replace('llama-3.1-8b', 'llama-9');
    await write(text, 400);
    asked[1]?.fail('scenarios/not-valid', [
      { code: 'unknown', pointer: '/services/0/model', detail: 'Unknown.' },
    ]);
    await pass();
    expect(store.state().kind).toBe('refused');
    expect(draft.issues().map(({ line }) => line)).toEqual([7]);
  });

  it('that could not be had are asked for again on demand', async () => {
    await open(8);
    await write(withRate(2), 400);
    asked[1]?.fail('engine/busy');
    await pass();
    expect(store.state().kind).toBe('failed');
    store.retry();
    await pass(400);
    asked[2]?.answer(16);
    await pass();
    expect(store.shown()?.chips).toBe(16);
  });

  it('of a text that was saved are those of the stored version', async () => {
    await open(8);
    await write(withRate(2), 400);
    asked[1]?.answer(16);
    await pass();
    draft.markStored(withRate(2));
    await write(withRate(3), 400);
    asked[2]?.answer(24);
    await pass();
    expect([store.shown()?.chips, store.stored()?.chips]).toEqual([24, 16]);
  });
});
