import { scenario as scenarioSchema, type MarketFact, type Plan } from '@headroom/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/catalog';
import { loadSolver, type Solver } from '../optimise/program/solver';
import { eligibilityOf } from '../supply/eligibility';
import { bandwidthStudy } from '../training/run/bandwidth-study';
import { hgxH100, llama70b, workload8b } from '../testing/training-fixtures';
import { planCapacity } from './plan-capacity';

/**
 * Claims about this field that the product was asked to carry, row by row: H20 (A), market (B), hardware (C), rules of
 * cost and planning (D), policy (E).
 */
const catalog = loadCatalog();
const today = '2025-01-01';
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const act = (number: string) => {
  const found = catalog.policyEvents.find((e) => e.id.startsWith(`pe-${number}-`));
  if (found === undefined) throw new Error(`No act ${number}.`);
  return found;
};
const fact = (id: string): MarketFact => {
  const found = catalog.marketFacts.find((f) => f.id === id);
  if (found === undefined) throw new Error(`No fact ${id}.`);
  return found;
};
const chip = (id: string) => {
  const found = catalog.chips.find((c) => c.id === id);
  if (found === undefined) throw new Error(`No chip ${id}.`);
  return found;
};
const system = (id: string) => {
  const found = catalog.systems.find((s) => s.id === id);
  if (found === undefined) throw new Error(`No system ${id}.`);
  return found;
};
const h20On = (day: string) =>
  eligibilityOf({
    chip: chip('nv-h20-96'),
    buyer: { country: 'CN' },
    siteCountry: 'CN',
    day,
    view: {},
    events: catalog.policyEvents,
    asOf: catalog.asOf,
  });

/** A service of a small model in China that H20 or Ascend may carry. */
function planInChina(changes: Record<string, unknown> = {}): Plan {
  const scenario = scenarioSchema.parse({
    headroom: 1,
    name: 'A service in China',
    horizon: { start: '2025-09', months: 3 },
    buyer: { country: 'CN' },
    sites: [{ id: 'guian', region: 'cn-gz' }],
    services: [
      {
        id: 'chat',
        model: 'qwen2.5-32b',
        load: { requestsPerSecond: 60 },
        inputTokens: 800,
        outputTokens: 200,
        slo: { ttftMs: 3000, tpotMs: 80 },
      },
    ],
    candidates: { systems: ['nvidia-h20-8card-server-cn', 'huawei-atlas-800i-a2-64g'] },
    acquisition: 'buy',
    assumptions: { acceptEstimates: true },
    ...changes,
  });
  return planCapacity({ scenario, catalog, today, solver });
}
const vendors = (plan: Plan) => [...new Set(plan.fleet.map((line) => line.vendor))].sort();
const chipsOf = (plan: Plan, vendor: string) =>
  plan.fleet
    .filter((line) => line.vendor === vendor)
    .reduce((sum, line) => sum + Math.max(0, ...line.byPeriod.map((p) => p.chipsInService)), 0);

describe('A. H20', () => {
  it('A1: was allowed again in July 2025', () => {
    expect(act('021')).toMatchObject({ effective: '2025-07-14', direction: 'lifted' });
  });
  it('A2: cost 12,000 to 13,000 USD in 2024', () => {
    expect(act('012').values).toMatchObject({ usdLow: 12_000, usdHigh: 13_000 });
    const price = chip('nv-h20-96').priceUsd;
    expect(price?.low).toBeLessThanOrEqual(12_000);
    expect(price?.high).toBeGreaterThanOrEqual(13_000);
  });
  it('A3: more than a million reached China in 2024', () => {
    expect(act('012').values).toMatchObject({ year: 2024, unitsMin: 1_000_000 });
  });
  it('A4: sold for more than 12 billion USD, units times price', () => {
    const { unitsMin, usdLow, revenueUsdBnMin } = act('012').values ?? {};
    expect(revenueUsdBnMin).toBe(12);
    expect(((unitsMin ?? 0) * (usdLow ?? 0)) / 1e9).toBeGreaterThanOrEqual(revenueUsdBnMin ?? 0);
  });
  it('A5: cost NVIDIA a charge of 4.5 billion USD, guided as 5.5', () => {
    expect(act('016').values).toMatchObject({ nvidiaChargeUsdBn: 4.5, guidedChargeUsdBn: 5.5 });
  });
  it('A6: and 8 billion USD of lost sales', () => {
    expect(act('016').values).toMatchObject({ q2LostSalesUsdBn: 8 });
  });
  it('A7: together about 97 billion CNY at the rate of then', () => {
    const { guidedChargeUsdBn = 0, q2LostSalesUsdBn = 0 } = act('016').values ?? {};
    expect((guidedChargeUsdBn + q2LostSalesUsdBn) * 7.2).toBeCloseTo(97.2, 1);
  });
  it('A8: leaves a stock that can be put to other use in part', () => {
    expect(fact('h20-stock-not-all-reusable').chipIds).toEqual(['nv-h20-96']);
  });
  it('A9: needs months to ramp again, which a plan takes as a lead time', () => {
    expect(fact('h20-ramp-months').kind).toBe('supply');
    const limits = { supply: [{ chip: 'nv-h20-96', leadTimeMonths: 5 }] };
    const candidates = { systems: ['nvidia-h20-8card-server-cn'] };
    const [line] = planInChina({ limits, candidates }).fleet;
    const orders = line?.byPeriod.flatMap((p) => (p.unitsAcquired > 0 ? [p.orderBy] : []));
    expect(orders?.[0]).toBe('2025-04');
  });
  it('A10: could not be got for orders placed between the ban and its lifting', () => {
    expect(fact('h20-rush-orders-2025').period).toBe('2025-04');
    expect(h20On('2025-04-08').usable).toBe(true);
    expect(h20On('2025-06-01').usable).toBe(false);
  });
  it('A11: takes demand from domestic chips where it may be sold', () => {
    expect(fact('h20-return-weighs-on-domestic-sales').period).toBe('2025-Q3');
    const sold = planInChina();
    const events = [{ effective: '2025-01-01', action: 'ban', chips: ['nv-h20-96'] }];
    const banned = planInChina({ policy: { events } });
    expect(chipsOf(banned, 'NVIDIA')).toBe(0);
    expect(chipsOf(banned, 'Huawei')).toBeGreaterThan(chipsOf(sold, 'Huawei'));
  });
});

describe('B. The market', () => {
  it('B1: NVIDIA held 95 % of Chinese AI chips, then 50 %', () => {
    expect(act('022').values).toMatchObject({ nvidiaShare: 0.95 });
    expect(act('019').values).toMatchObject({ nvidiaShare: 0.5 });
  });
  it('B2: China was 40 % of its revenue, then under 20 %', () => {
    expect(act('022').values).toMatchObject({ chinaShareOfNvidiaRevenue: 0.4 });
    expect(act('019').values).toMatchObject({ chinaShareOfNvidiaRevenueMax: 0.2 });
  });
  it('B3: Huawei has over 70 % of DeepSeek appliances', () => {
    expect(fact('appliance-share-huawei-2025-q1')).toMatchObject({
      value: 0.7,
      vendors: ['Huawei'],
    });
    expect(system('appliance-r1-ascend-w8a8').vendor).toBe('Huawei partners');
  });
  it('B4, B5, B6: Cambricon grew 42-fold and earns', () => {
    expect(fact('cambricon-revenue-2025-q1').value).toBe(1.111e9);
    expect(fact('cambricon-revenue-growth-2025-q1').value).toBeCloseTo(42.3022, 4);
    expect(fact('cambricon-profit-2025-q1').value).toBe(355e6);
    expect(fact('cambricon-profit-2024-q1').value).toBe(-227e6);
    expect(fact('cambricon-profit-2024-q4').value).toBe(281e6);
  });
  it("B7: its quarter is under 3 % of NVIDIA's charge", () => {
    const chargeCny = (act('016').values?.['guidedChargeUsdBn'] ?? 0) * 1e9 * 7.2;
    expect((fact('cambricon-revenue-2025-q1').value ?? 0) / chargeCny).toBeLessThan(0.03);
  });
  it('B8: domestic vendors are limited by capacity, which binds a plan', () => {
    expect(fact('domestic-vendors-capacity-limited').kind).toBe('supply');
    const candidates = { systems: ['huawei-atlas-800i-a2-64g'] };
    const limits = { supply: [{ vendor: 'Huawei', chipsPerMonth: 1 }] };
    expect(planInChina({ candidates }).status).toBe('planned');
    expect(planInChina({ candidates, limits }).status).toBe('infeasible');
  });
  it('B9: MetaX and Moore Threads went public', () => {
    expect(fact('metax-moore-threads-listed').vendors).toEqual(['MetaX', 'Moore Threads']);
  });
});

describe('C. Hardware', () => {
  it('C1: an ordinary server holds eight cards', () => {
    expect(system('generic-8card-node').chips?.value).toBe(8);
  });
  it('C2: NVL72 joins 72', () => {
    expect(system('nv-gb200-nvl72').scaleUpDomainChips?.value).toBe(72);
  });
  it('C3: CloudMatrix joins 384 and is in production', () => {
    expect(system('huawei-cloudmatrix-384').scaleUpDomainChips?.value).toBe(384);
    expect(fact('cloudmatrix-in-production').value).toBe(384);
  });
  it('C4: appliances can be planned', () => {
    const appliances = catalog.systems.filter((s) => s.id.startsWith('appliance-'));
    expect(appliances.length).toBeGreaterThanOrEqual(10);
  });
  it('C5: one Ascend is weaker than its peer, a supernode of them stronger', () => {
    const peak = (id: string) => chip(id).peakDenseTflops.bf16?.value ?? 0;
    expect(peak('huawei-ascend-910c')).toBeLessThan(peak('nv-gb200'));
    expect(384 * peak('huawei-ascend-910c')).toBeGreaterThan(72 * peak('nv-gb200'));
  });
  it('C6: chips of every named vendor are there', () => {
    const known = new Set(catalog.chips.map((c) => c.vendor));
    for (const vendor of ['Cambricon', 'MetaX', 'Moore Threads', 'Biren', 'T-Head', 'Kunlunxin']) {
      expect(known, vendor).toContain(vendor);
    }
  });
  it('C7: a run on thousands of cards suffers more from a weak network', () => {
    const axes = { scaleUpDomainChips: [], scaleOutGbpsPerChip: [25], oversubscription: [] };
    const slowdown = (chips: number) => {
      const study = bandwidthStudy({ ...workload8b, llm: llama70b }, hgxH100, chips, axes);
      if (study.kind === 'excused') throw new Error(study.excuse.message.text);
      return study.points[0]?.relativeCost ?? 0;
    };
    expect(slowdown(2048)).toBeGreaterThan(slowdown(128));
  });
  it('C8 to C13: own chips of the large buyers are known, with their state', () => {
    expect(fact('tpu-first-generation').value).toBe(2016);
    expect(fact('aws-annapurna').value).toBe(2015);
    expect(fact('microsoft-own-chips').chipIds).toEqual(['msft-maia100']);
    expect(fact('openai-own-chip-talks').value).toBe(2022);
    expect(fact('bytedance-chip-team').period).toBe('2021-03');
    expect(chip('bytedance-seedchip').lifecycle).toBe('internal');
    expect(fact('tencent-coprocessors').chipIds).toEqual(['tencent-zixiao']);
    expect(chip('tencent-zixiao').lifecycle).toBe('internal');
  });
  it('C14: DeepSeek R1 is a workload', () => {
    expect(catalog.llms.map((m) => m.id)).toContain('deepseek-r1');
  });
});

describe('D. Rules of cost and planning', () => {
  it('D1: a rented run that takes twice as long costs twice as much', () => {
    const axes = { scaleUpDomainChips: [], scaleOutGbpsPerChip: [400, 6.25], oversubscription: [] };
    const study = bandwidthStudy({ ...workload8b, llm: llama70b }, hgxH100, 512, axes);
    if (study.kind === 'excused') throw new Error(study.excuse.message.text);
    const [fast, slow] = study.points;
    expect((slow?.wallClockDays ?? 0) / (fast?.wallClockDays ?? 1)).toBeGreaterThan(2);
    expect((slow?.relativeCost ?? 0) / (fast?.relativeCost ?? 1)).toBeCloseTo(
      (slow?.wallClockDays ?? 0) / (fast?.wallClockDays ?? 1),
      9,
    );
  });
  it('D2: processors are 40 % of a bill of materials unless told otherwise', () => {
    const used = planInChina().assumptions.find((a) => a.name === 'processorShareOfBom');
    expect(used).toMatchObject({ value: 0.4, sourceId: 'guosen-securities-figure' });
  });
  it('D3: links decide how far cards can be joined', () => {
    expect(fact('interconnect-is-the-moat').vendors).toEqual(['NVIDIA']);
  });
  it('D4: demand has phases, each a kind of workload', () => {
    expect(fact('demand-shifts-to-inference').period).toBe('2025');
    const methods = ['pretrain', 'continued-pretrain', 'sft', 'rl'] as const;
    for (const method of methods) {
      const job = {
        id: 'job',
        model: 'qwen2.5-32b',
        method,
        tokens: 1e9,
        sequenceTokens: 4096,
        globalBatchTokens: 4_194_304,
        start: '2025-09-01',
        deadlineDays: 20,
      };
      const { trainingRuns } = planInChina({ training: [job] });
      expect(
        trainingRuns.map((run) => run.workloadId),
        method,
      ).toEqual(['job']);
    }
  });
  it('D5: a chip generations behind may serve', () => {
    expect(fact('older-chips-serve-inference').kind).toBe('practice');
    const plan = planInChina({
      buyer: { country: 'US' },
      sites: [{ id: 'dallas', region: 'us-tx' }],
      candidates: { systems: ['nv-dgx-a100-640'] },
    });
    expect(plan.status).toBe('planned');
  });
  it('D6: hard and simple work may run on different platforms of one fleet', () => {
    expect(fact('mixed-fleets-expected').kind).toBe('practice');
    const service = {
      load: { requestsPerSecond: 5 },
      inputTokens: 1000,
      outputTokens: 300,
      slo: { ttftMs: 5000, tpotMs: 100 },
    };
    const plan = planInChina({
      services: [
        { ...service, id: 'hard', model: 'deepseek-r1', hardware: { vendors: ['NVIDIA'] } },
        { ...service, id: 'simple', model: 'qwen2.5-32b', hardware: { vendors: ['Huawei'] } },
      ],
    });
    expect(vendors(plan)).toEqual(['Huawei', 'NVIDIA']);
  });
  it('D7: time can be the aim: a sooner deadline is met with more chips', () => {
    expect(fact('time-over-money').kind).toBe('practice');
    const chipsFor = (deadlineDays: number) => {
      const job = {
        id: 'job',
        model: 'qwen2.5-32b',
        tokens: 5e9,
        sequenceTokens: 4096,
        globalBatchTokens: 4_194_304,
        start: '2025-09-01',
        deadlineDays,
      };
      return planInChina({ services: undefined, training: [job] }).summary.chips;
    };
    expect(chipsFor(5)).toBeGreaterThan(chipsFor(40));
  });
  it('D8: cost drives large buyers to own chips', () => {
    expect(fact('own-chips-from-cost').kind).toBe('practice');
  });
});

describe('E. Policy and supply', () => {
  it('E1, E5: a possible ban is a future with a cost of its own', () => {
    const branches = [
      { id: 'as-is', probability: 0.7, events: [] },
      {
        id: 'ban',
        probability: 0.3,
        events: [{ effective: '2025-10-01', action: 'ban', chips: ['nv-h20-96'] }],
      },
    ];
    const futures = planInChina({ policy: { branches } }).policyFutures;
    expect(futures.map((f) => [f.branchId, f.probability])).toEqual([
      ['as-is', 0.7],
      ['ban', 0.3],
    ]);
  });
  it('E2: H20 was stopped in April 2025 and allowed in July', () => {
    expect(h20On('2025-04-09').usable).toBe(false);
    expect(h20On('2025-07-14').usable).toBe(true);
  });
  it('E3: Biren and Moore Threads are on the Entity List, and foundries may not make their chips', () => {
    for (const id of ['biren-br106', 'moorethreads-s5000']) {
      expect(chip(id).entityListedSince).toBe('2023-10-17');
    }
    expect(act('010').direction).toBe('banned');
  });
  it('E4: a buyer may keep a minimum of domestic chips', () => {
    const plan = planInChina({ limits: { minimumDomesticChipShare: 0.5 } });
    expect(chipsOf(plan, 'Huawei')).toBeGreaterThanOrEqual(chipsOf(plan, 'NVIDIA'));
    expect(chipsOf(plan, 'Huawei')).toBeGreaterThan(0);
  });
});
