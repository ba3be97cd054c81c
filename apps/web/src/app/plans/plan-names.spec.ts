import { Injector, provideZonelessChangeDetection, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Locale, PlanNames as Names } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { ScenariosApi } from '../api/scenarios-api';
import { Words } from '../words/words';
import { PlanNames } from './plan-names';
import { PlanStore } from './plan-store';

const NONE: Names = { sites: {}, workloads: {}, systems: {}, chips: {}, acts: {} };
const KEPT: Names = {
  ...NONE,
  sites: { sh: { name: 'Shanghai hall' } },
  systems: { cm384: { name: 'CloudMatrix 384', nameZh: '昇腾 CloudMatrix 384' } },
};

/** The names of a plan with or without names of its own; the scenario answers, or is gone. */
function namesOf(
  kept: Names | undefined,
  scenario: { sites: object[]; services?: object[]; training?: object[] } | null = null,
) {
  const asked: string[] = [];
  const locale = signal<Locale>('en');
  const plan = { names: kept };
  const store = {
    plan: signal(plan),
    response: signal({ scenarioId: 'a-scenario', version: 3, plan }),
  };
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      provideZonelessChangeDetection(),
      PlanNames,
      { provide: PlanStore, useValue: store },
      { provide: Words, useValue: { locale } },
      {
        provide: ScenariosApi,
        useValue: {
          version: (id: string, version: number) => {
            asked.push(`${id} ${version}`);
            return scenario === null
              ? Promise.reject(new Error('gone'))
              : Promise.resolve({ scenario });
          },
        },
      },
    ],
  });
  const names = TestBed.inject(Injector).get(PlanNames);
  return { names, asked, locale, store };
}

const settled = async () => {
  TestBed.tick();
  await new Promise((resolve) => setTimeout(resolve));
};

describe('names of a plan on its page', () => {
  it('are those kept in the plan, in the language of the reader; the scenario is not asked', async () => {
    const { names, asked, locale } = namesOf(KEPT);
    await settled();
    expect(names.site('sh')).toBe('Shanghai hall');
    expect(names.hardware('systems', 'cm384')).toBe('CloudMatrix 384');
    locale.set('zh-CN');
    expect(names.hardware('systems', 'cm384')).toBe('昇腾 CloudMatrix 384');
    expect(asked).toEqual([]);
  });

  it('are the ids where nothing is known, and no hardware goes by its id', async () => {
    const { names } = namesOf(KEPT);
    await settled();
    expect(names.site('bj')).toBe('bj');
    expect(names.workload('chat')).toBe('chat');
    expect(names.hardware('chips', 'h20')).toBeUndefined();
  });

  it('of an older plan come from the version of the scenario it was made of', async () => {
    const { names, asked } = namesOf(undefined, {
      sites: [{ id: 'sh', name: 'Shanghai hall' }, { id: 'bj' }],
      services: [{ id: 'chat', name: 'Chat' }],
      training: [{ id: 'run', name: 'Big run' }],
    });
    expect(names.known()).toBeUndefined();
    await settled();
    expect(asked).toEqual(['a-scenario 3']);
    expect(names.site('sh')).toBe('Shanghai hall');
    expect(names.site('bj')).toBe('bj');
    expect(names.workload('chat')).toBe('Chat');
    expect(names.workload('chat/2')).toBe('Chat / 2');
    expect(names.workload('run')).toBe('Big run');
  });

  it('of an older plan without its scenario are the ids', async () => {
    const { names, asked } = namesOf(undefined);
    await settled();
    expect(asked).toHaveLength(1);
    expect(names.site('sh')).toBe('sh');
  });
});
