import { randomUUID } from 'node:crypto';
import { type FleetLine, type Overview, overview, type Plan } from '@headroom/models';
import { scheduleOf } from '../testing/everything-owned';
import { aPlan } from '../testing/a-plan';
import { type Member, type TestApi, scenarioYaml, testApi } from '../testing/test-api';
import { OverviewService } from './overview.service';

const DAY = '2027-01-15';

/** Two units bought in time, one to be ordered already, and what was owned before. */
function fleetOf(systemId: string): FleetLine[] {
  const line = {
    systemId,
    systemName: 'HGX H20',
    chipId: 'nv-h20-96',
    vendor: 'NVIDIA',
    siteId: 'hall',
    offerId: null,
    priceSourceId: null,
    chipsPerUnit: 8,
    estimatedFigures: [],
  };
  const at = (period: string, orderBy: string | null, unitsAcquired: number, units: number) => ({
    period,
    orderBy,
    unitsAcquired,
    unitsInService: units,
    chipsInService: units * 8,
    powerKw: units * 10,
  });
  return [
    {
      ...line,
      acquisition: 'existing',
      unitPriceUsd: null,
      byPeriod: ['2026-12', '2027-01', '2027-02'].map((period) => at(period, null, 0, 1)),
    },
    {
      ...line,
      acquisition: 'buy',
      unitPriceUsd: 1000,
      byPeriod: [
        at('2026-12', '2026-06', 3, 3),
        at('2027-01', null, 0, 3),
        at('2027-02', '2026-11', 2, 5),
        at('2027-06', '2027-03', 1, 6),
      ],
    },
  ];
}

describe('the overview of a workspace', () => {
  let api: TestApi;
  let ann: Member;
  let bob: Member;
  let scenarioId: string;

  beforeAll(async () => {
    api = await testApi();
    ann = await api.signUp('Ann');
    bob = await api.signUp('Bob');
    scenarioId = await scenarioOf(ann, 'Morning');
  });
  afterAll(() => api.close());

  async function scenarioOf(member: Member, name: string): Promise<string> {
    const yaml = scenarioYaml(name).replace('id: hall,', 'id: hall, name: North hall,');
    const { body } = await member.agent.post('/api/v1/scenarios').send({ yaml }).expect(201);
    return body.id;
  }

  /** A plan as a worker would have stored it. */
  async function stored(plan: Plan, { version = 1, scenario = scenarioId } = {}): Promise<string> {
    const id = randomUUID();
    const isPlanned = plan.status === 'planned';
    await api.database.owner.query(
      `insert into app.plan (workspace_id, id, scenario_id, scenario_version, scenario_name, status, seed,
         planned_for, catalog_version, engine_version, requested_by, result, finished_at, total_cost_usd, chips)
       values ($1, $2, $3, $4, 'Morning', $5, 1, '2027-01-01', $6, $7, 'test', $8, now(), $9, $10)`,
      [
        ann.workspaceId,
        id,
        scenario,
        version,
        isPlanned ? 'ready' : 'infeasible',
        plan.catalogVersion,
        plan.engineVersion,
        JSON.stringify(plan),
        isPlanned ? plan.summary.totalCostUsd : null,
        isPlanned ? plan.summary.chips : null,
      ],
    );
    return id;
  }

  const read = async (member = ann, day = DAY): Promise<Overview> => {
    const told = await api.app.get(OverviewService, { strict: false }).read(
      {
        workspaceId: member.workspaceId,
        actor: { kind: 'key', keyId: 'key', name: 'key' },
        permissions: new Set(['plans:read', 'reports:read']),
      },
      new Date(`${day}T08:00:00Z`),
    );
    return overview.parse(told);
  };
  const summaryOf = (totalCostUsd: number) => ({ ...aPlan().summary, totalCostUsd });

  it('is empty for who has nothing yet, and says so', async () => {
    const { body } = await bob.agent.get('/api/v1/overview').expect(200);
    expect(overview.parse(body)).toMatchObject({
      scenarios: [],
      scenariosInAll: 0,
      orders: [],
      pools: [],
      policy: [],
      working: [],
      failed: [],
      reports: { due: [], lastSent: null, failed: 0 },
    });
  });

  it('lists a scenario that has no plan', async () => {
    expect((await read()).scenarios).toEqual([
      expect.objectContaining({ id: scenarioId, latest: null, answered: null, change: null }),
    ]);
  });

  describe('with a plan', () => {
    let planId: string;
    let told: Overview;

    beforeAll(async () => {
      const pool = {
        siteId: 'hall',
        systemId: 'nv-hgx-h20',
        workloadIds: ['chat'],
        fixSystemId: 'nv-hgx-h20',
        fixAcquisition: 'buy' as const,
        leadMonthsP50: 2,
        leadMonthsP90: 4,
        orderByP50: '2027-05',
        orderByP90: '2027-03',
      };
      planId = await stored(
        aPlan({
          periods: ['2026-12', '2027-01', '2027-02'],
          fleet: fleetOf('nv-hgx-h20'),
          coverage: [
            {
              workloadId: 'chat',
              unit: 'requestsPerSecond',
              byPeriod: [
                { period: '2026-12', demand: 5, capacity: 5, headroomShare: 0 },
                { period: '2027-01', demand: 5, capacity: 10, headroomShare: 0.5 },
                { period: '2027-02', demand: 8, capacity: 10, headroomShare: 0.2 },
              ],
            },
          ],
          runway: {
            lookAheadUntil: '2028-12',
            supply: [],
            alerts: [],
            rows: [
              { ...pool, basis: 'planned', fullAtP50: null, fullAtP90: null, status: 'safe' },
              {
                ...pool,
                basis: 'planned',
                fullAtP50: '2027-09',
                fullAtP90: '2027-07',
                status: 'watch',
              },
              {
                ...pool,
                basis: 'owned',
                fullAtP50: '2026-12',
                fullAtP90: '2026-12',
                status: 'late',
              },
            ],
          },
        }),
      );
      told = await read();
    });

    it('says what is in service now and at the end, and where headroom is lowest from now on', () => {
      expect(told.scenarios[0]?.answered).toMatchObject({
        id: planId,
        totalCostUsd: 1234.5,
        now: { period: '2027-01', chips: 32, powerKw: 40 },
        atEnd: { period: '2027-02', chips: 48, powerKw: 60 },
        headroom: { workload: { id: 'chat' }, period: '2027-02', share: 0.2 },
      });
    });

    it('counts only what is owned before the horizon begins, and its end after it', async () => {
      const { scenarios: before } = await read(ann, '2026-10-01');
      expect(before[0]?.answered?.now).toMatchObject({ period: '2026-12', chips: 8 });
      const { scenarios: after } = await read(ann, '2027-04-01');
      expect(after[0]?.answered?.now).toMatchObject({ period: '2027-02', chips: 48 });
    });

    it('puts orders to place by the month to place them in, late ones marked, past ones left out', () => {
      expect(told.orders).toEqual([
        expect.objectContaining({
          planId,
          orderBy: '2026-11',
          arrives: '2027-02',
          isLate: true,
          units: 2,
          valueUsd: 2000,
          system: { id: 'nv-hgx-h20', name: 'HGX H20' },
          site: { id: 'hall', name: 'North hall' },
        }),
        expect.objectContaining({ orderBy: '2027-03', arrives: '2027-06', isLate: false }),
      ]);
      expect(told).toMatchObject({ ordersInAll: 2, ordersLate: 1 });
    });

    it('tells which pool as planned is full first, and by when to order its fix', () => {
      expect(told.pools).toEqual([
        expect.objectContaining({
          fullAtP50: '2027-09',
          fullAtP90: '2027-07',
          orderByP90: '2027-03',
          site: { id: 'hall', name: 'North hall' },
          fix: { id: 'nv-hgx-h20', name: 'HGX H20' },
          status: 'watch',
        }),
      ]);
    });

    it('tells how the cost moved since the version before, and what differs', async () => {
      const yaml = scenarioYaml('Morning').replace('requestsPerSecond: 5', 'requestsPerSecond: 9');
      await ann.agent
        .put(`/api/v1/scenarios/${scenarioId}`)
        .set('If-Match', '*')
        .send({ yaml })
        .expect(200);
      const costTotal = { ...aPlan().costTotal, energyUsd: 800, rentUsd: -20 };
      const newer = aPlan({ summary: summaryOf(2034.5), costTotal, engineVersion: 'newer' });
      const newerId = await stored(newer, { version: 2 });
      expect((await read()).scenarios[0]).toMatchObject({
        answered: { id: newerId, version: 2 },
        change: {
          fromPlanId: planId,
          fromVersion: 1,
          changeUsd: 800,
          isNewEngine: true,
          isNewCatalog: false,
          parts: expect.arrayContaining([{ part: 'services/chat', name: 'chat' }]),
          items: [
            { item: 'energyUsd', changeUsd: 800 },
            { item: 'rentUsd', changeUsd: -20 },
          ],
        },
      });
    });

    it('shows nothing of it to another workspace', async () => {
      const { text } = await bob.agent.get('/api/v1/overview').expect(200);
      expect(JSON.parse(text)).toMatchObject({ scenarios: [], orders: [], pools: [] });
      expect(text).not.toContain(planId);
      expect(text).not.toContain('Morning');
    });
  });

  it('keeps the newest answer beside a plan that waits, and tells of one that failed', async () => {
    const { body: waiting } = await ann.agent
      .post('/api/v1/plans')
      .send({ scenarioId })
      .expect(202);
    const working = await read();
    expect(working.working.map(({ id }) => id)).toEqual([waiting.id]);
    expect(working.scenarios[0]).toMatchObject({
      latest: { id: waiting.id, status: 'queued' },
      answered: { status: 'ready' },
    });
    await api.database.owner.query(
      `update app.plan set status = 'failed', failure_code = 'plans/engine-fault', failure_detail = 'x'
        where id = $1`,
      [waiting.id],
    );
    const { failed } = await read();
    expect(failed.map(({ id, failure }) => [id, failure?.code])).toEqual([
      [waiting.id, 'plans/engine-fault'],
    ]);
  });

  it('tells of rules that change for what is planned, in the futures of the scenario too', async () => {
    const yaml = `${scenarioYaml('Futures').replace('region: us-va', 'region: cn-gz')}policy:
  branches:
    - { id: open, probability: 0.6, events: [] }
    - id: shut
      name: Door shut
      probability: 0.4
      events: [{ effective: 2027-03-01, action: ban, vendors: [NVIDIA], note: Sold no more }]
`;
    const { body } = await ann.agent.post('/api/v1/scenarios').send({ yaml }).expect(201);
    const id = await stored(aPlan({ periods: ['2026-12'], fleet: fleetOf('nv-hgx-h20') }), {
      scenario: body.id,
    });
    const { policy } = await read();
    expect(policy).toEqual([
      expect.objectContaining({
        day: '2027-03-01',
        eventId: null,
        title: 'Sold no more',
        branch: { name: 'Door shut', probability: 0.4 },
        after: 'banned',
        chips: [expect.objectContaining({ id: 'nv-h20-96' })],
        plans: [expect.objectContaining({ planId: id, scenarioName: 'Futures' })],
      }),
    ]);
  });

  it('tells of reports due and sent, but not to a key that may not read reports', async () => {
    const { body: schedule } = await ann.agent
      .post('/api/v1/report-schedules')
      .send(scheduleOf(scenarioId, 'Weekly'))
      .expect(201);
    const { reports } = await read();
    expect(reports?.due).toEqual([
      expect.objectContaining({ id: schedule.id, name: 'Weekly', dueAt: schedule.nextRunAt }),
    ]);
    const { body: key } = await ann.agent
      .post('/api/v1/api-keys')
      .send({ name: 'plans only', scopes: ['plans:read'], expiresInDays: null })
      .expect(201);
    const { body } = await api.withKey(key.key).get('/api/v1/overview').expect(200);
    expect(overview.parse(body).reports).toBeNull();
  });
});
