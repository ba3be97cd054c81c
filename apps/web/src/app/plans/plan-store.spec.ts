import { TestBed } from '@angular/core/testing';
import type { PlanEvent, PlanResponse, PlanStatus } from '@headroom/models';
import { Subject } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PlansApi } from '../api/plans-api';
import { PlanStore } from './plan-store';

function aPlan(status: PlanStatus): PlanResponse {
  return {
    id: 'p1',
    scenarioId: 's1',
    scenarioName: 'North',
    version: 1,
    status,
    createdAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    totalCostUsd: null,
    chips: null,
    failure: null,
    plan: null,
  };
}

describe('PlanStore', () => {
  let events: Subject<PlanEvent>;
  let answers: PlanStatus[];
  let store: PlanStore;

  beforeEach(() => {
    events = new Subject();
    const one = vi.fn(async () => aPlan(answers.shift() ?? 'ready'));
    TestBed.configureTestingModule({
      providers: [PlanStore, { provide: PlansApi, useValue: { one, events: () => events } }],
    });
    store = TestBed.inject(PlanStore);
  });

  it('follows a plan by its events and fetches it once it is finished', async () => {
    answers = ['queued', 'ready'];
    store.follow('p1');
    await vi.waitFor(() => expect(events.observed).toBe(true));
    events.next({ id: 'p1', status: 'running' });
    expect(store.response()?.status).toBe('running');
    events.next({ id: 'p1', status: 'ready' });
    await vi.waitFor(() => expect(store.isFinished()).toBe(true));
    expect(events.observed).toBe(false);
  });

  it('asks again and again where the events do not get through', async () => {
    vi.useFakeTimers();
    answers = ['running', 'running', 'infeasible'];
    store.follow('p1');
    await vi.advanceTimersByTimeAsync(0);
    events.error(new Error('stream closed'));
    await vi.advanceTimersByTimeAsync(4000);
    vi.useRealTimers();
    expect(store.response()?.status).toBe('infeasible');
  });

  it('opens no stream for a plan that is finished already', async () => {
    answers = ['ready'];
    store.follow('p1');
    await vi.waitFor(() => expect(store.isFinished()).toBe(true));
    expect(events.observed).toBe(false);
  });
});
