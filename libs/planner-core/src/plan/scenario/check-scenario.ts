import type {
  AssumedPolicyEvent,
  HardwareFilter,
  InputIssue,
  ScenarioDocument,
  TokenLengths,
} from '@headroom/models';
import type { Catalog } from '../../catalog/catalog';
import { findLlm } from '../../catalog/lookup';
import { addMonths } from '../../forecast/period';
import { lookUp, type NameKind } from './catalog-names';
import { contradictoryLimits } from './check-limits-stated';

type ServiceDocument = NonNullable<ScenarioDocument['services']>[number];

const meanOf = (lengths: TokenLengths): number =>
  typeof lengths === 'number' ? lengths : lengths.mean;

/** What names hardware by one of its names. */
type HardwareSelector = Readonly<Partial<Record<'chip' | 'system' | 'vendor', string>>>;

/**
 * What a scenario's schema cannot see: names the catalogue and the scenario do not have, and dates and
 * choices that contradict each other. Every issue carries a JSON pointer and, for names, the nearest ones.
 */
export function checkScenario(scenario: ScenarioDocument, catalog: Catalog): InputIssue[] {
  const issues = new ScenarioCheck(scenario, catalog).run();
  // Limits are read by the catalogue's names, so those come first.
  return issues.length > 0 ? issues : contradictoryLimits(scenario, catalog);
}

class ScenarioCheck {
  private readonly issues: InputIssue[] = [];
  private readonly siteIds: ReadonlySet<string>;

  constructor(
    private readonly scenario: ScenarioDocument,
    private readonly catalog: Catalog,
  ) {
    this.siteIds = new Set(scenario.sites.map((s) => s.id));
  }

  run(): InputIssue[] {
    const { scenario } = this;
    this.unique('/sites', scenario.sites);
    scenario.sites.forEach((site, i) => this.name('region', `/sites/${i}/region`, site.region));
    this.checkServices();
    this.checkTraining();
    this.checkFleet();
    this.checkObjective();
    this.filter('/candidates', scenario.candidates);
    (scenario.limits?.supply ?? []).forEach((limit, i) =>
      this.supply(`/limits/supply/${i}`, limit),
    );
    this.policyEvents('/policy/events', scenario.policy?.events);
    (scenario.policy?.branches ?? []).forEach((branch, i) =>
      this.policyEvents(`/policy/branches/${i}/events`, branch.events),
    );
    this.unique('/policy/branches', scenario.policy?.branches ?? []);
    (scenario.prices ?? []).forEach((price, i) => {
      this.optionalName('system', `/prices/${i}/system`, price.system);
      this.optionalName('chip', `/prices/${i}/chip`, price.chip);
    });
    (scenario.chipFigures ?? []).forEach((figures, i) =>
      this.name('chip', `/chipFigures/${i}/chip`, figures.chip),
    );
    return this.issues;
  }

  private checkObjective(): void {
    const { objective, services = [] } = this.scenario;
    if (objective === 'demand' && services.length === 0) {
      this.add(
        'scenario/no-demand-to-scale',
        '/objective',
        'Only services can be asked for more.',
        {
          expected: 'at least one service, or another objective',
        },
      );
    }
    const hasTarget = services.some(
      ({ slo }) =>
        slo?.ttftMs !== undefined || slo?.tpotMs !== undefined || slo?.endToEndMs !== undefined,
    );
    if (objective === 'latency' && !hasTarget) {
      this.add(
        'scenario/no-target-to-tighten',
        '/objective',
        'No service states a latency target.',
        {
          expected: 'an slo of at least one service, or another objective',
        },
      );
    }
  }

  private checkServices(): void {
    const services = this.scenario.services ?? [];
    services.forEach((service, i) => {
      const at = `/services/${i}`;
      this.name('model', `${at}/model`, service.model);
      this.filter(`${at}/hardware`, service.hardware);
      this.sites(`${at}/sites`, service.sites);
      this.siteLoss(at, service);
      this.steps(`${at}/load/steps`, service);
      this.mix(at, service);
      if (
        service.from !== undefined &&
        service.until !== undefined &&
        service.until < service.from
      ) {
        this.add('scenario/dates-reversed', `${at}/until`, 'The service ends before it begins.', {
          expected: `${service.from} or later`,
        });
      }
    });
  }

  /** Of two steps in one month nobody could say which counts. */
  private steps(at: string, { load }: ServiceDocument): void {
    const seen = new Set<string>();
    (load.steps ?? []).forEach(({ month }, k) => {
      if (seen.has(month)) {
        this.add('scenario/duplicate-month', `${at}/${k}/month`, `${month} has a step already.`, {
          expected: 'one step a month',
        });
      }
      seen.add(month);
    });
  }

  private siteLoss(at: string, { survivesSiteLoss, sites }: ServiceDocument): void {
    const count = new Set(sites ?? this.siteIds).size;
    if (survivesSiteLoss !== true || count > 1) return;
    this.add(
      'scenario/one-site',
      `${at}/survivesSiteLoss`,
      'A service that survives the loss of a site needs another one.',
      { expected: `two sites or more for it, not ${count}; or false` },
    );
  }

  /** A part without requests says nothing; one whose requests are longer than the model's context could run nowhere. */
  private mix(at: string, { model, mix }: ServiceDocument): void {
    (mix ?? []).forEach(({ share }, k) => {
      if (share > 0) return;
      this.add('scenario/empty-part', `${at}/mix/${k}/share`, 'No request is in this part.', {
        expected: 'a share above 0, or no such part',
      });
    });
    const found = findLlm(this.catalog, model);
    if (found.kind === 'unknown') return;
    const most = found.entry.maxContextTokens;
    (mix ?? []).forEach(({ inputTokens, outputTokens }, k) => {
      const tokens = meanOf(inputTokens) + meanOf(outputTokens);
      if (most === null || tokens <= most) return;
      this.add(
        'scenario/longer-than-context',
        `${at}/mix/${k}`,
        `Requests of ${tokens} tokens are longer than the context of ${found.entry.name}.`,
        { expected: `at most ${most} tokens of input and output together, or another model` },
      );
    });
  }

  private checkTraining(): void {
    const { horizon } = this.scenario;
    const services = this.scenario.services ?? [];
    const jobs = this.scenario.training ?? [];
    const firstDay = `${horizon.start}-01`;
    const endDay = `${addMonths(horizon.start, horizon.months)}-01`;
    this.unique('/services', services);
    const taken = new Set(services.map((s) => s.id));
    this.unique('/training', jobs, taken);
    jobs.forEach((job, i) => {
      const at = `/training/${i}`;
      this.name('model', `${at}/model`, job.model);
      this.filter(`${at}/hardware`, job.hardware);
      this.sites(`${at}/sites`, job.sites);
      if ((job.deadlineDays === undefined) === (job.chips === undefined)) {
        this.add('scenario/deadline-or-chips', at, 'A job has either a deadline or a fleet.', {
          expected: 'exactly one of deadlineDays, chips',
        });
      }
      if ((job.sharing ?? 'own') !== 'own' && !services.some((s) => s.load.offPeak !== undefined)) {
        this.add(
          'scenario/no-off-peak',
          `${at}/sharing`,
          'No service has hours in which it needs less.',
          { expected: 'load.offPeak of at least one service, or own' },
        );
      }
      if (job.start < firstDay || job.start >= endDay) {
        this.add('scenario/outside-horizon', `${at}/start`, 'The job starts outside the horizon.', {
          expected: `a day from ${firstDay} up to, not including, ${endDay}`,
        });
      }
      if (job.globalBatchTokens < job.sequenceTokens) {
        this.add(
          'scenario/batch-below-sequence',
          `${at}/globalBatchTokens`,
          'A global batch holds at least one sequence.',
          { expected: `at least ${job.sequenceTokens}` },
        );
      }
    });
  }

  private checkFleet(): void {
    (this.scenario.fleet ?? []).forEach((owned, i) => {
      this.name('system', `/fleet/${i}/system`, owned.system);
      this.sites(`/fleet/${i}/site`, [owned.site], true);
    });
  }

  private name(kind: NameKind, pointer: string, spelling: string): void {
    const found = lookUp(this.catalog, kind, spelling);
    if (found.kind === 'found') return;
    const nearest = [...found.nearest];
    this.add(`scenario/unknown-${kind}`, pointer, `The catalogue has no ${kind} "${spelling}".`, {
      nearest,
      expected: nearest.length > 0 ? `perhaps ${nearest.join(', ')}` : undefined,
    });
  }

  private optionalName(kind: NameKind, pointer: string, spelling?: string): void {
    if (spelling !== undefined) this.name(kind, pointer, spelling);
  }

  private filter(at: string, filter: HardwareFilter | undefined): void {
    if (filter === undefined) return;
    const lists = [
      { kind: 'chip', field: 'chips' },
      { kind: 'system', field: 'systems' },
      { kind: 'vendor', field: 'vendors' },
      { kind: 'chip', field: 'excludeChips' },
      { kind: 'vendor', field: 'excludeVendors' },
    ] as const;
    for (const { kind, field } of lists) {
      (filter[field] ?? []).forEach((name, i) => this.name(kind, `${at}/${field}/${i}`, name));
    }
  }

  private supply(at: string, limit: HardwareSelector): void {
    this.optionalName('chip', `${at}/chip`, limit.chip);
    this.optionalName('system', `${at}/system`, limit.system);
    this.optionalName('vendor', `${at}/vendor`, limit.vendor);
  }

  private policyEvents(at: string, events: readonly AssumedPolicyEvent[] | undefined): void {
    (events ?? []).forEach((event, i) => {
      (event.chips ?? []).forEach((c, j) => this.name('chip', `${at}/${i}/chips/${j}`, c));
      (event.vendors ?? []).forEach((v, j) => this.name('vendor', `${at}/${i}/vendors/${j}`, v));
      if (event.ends !== undefined && event.ends < event.effective) {
        this.add('scenario/dates-reversed', `${at}/${i}/ends`, 'The event ends before it begins.', {
          expected: `${event.effective} or later`,
        });
      }
    });
  }

  private sites(at: string, ids: readonly string[] | undefined, single = false): void {
    (ids ?? []).forEach((id, i) => {
      if (this.siteIds.has(id)) return;
      this.add('scenario/unknown-site', single ? at : `${at}/${i}`, `There is no site "${id}".`, {
        expected: `one of ${[...this.siteIds].join(', ')}`,
      });
    });
  }

  private unique(
    at: string,
    things: readonly { readonly id: string }[],
    taken: ReadonlySet<string> = new Set(),
  ): void {
    const seen = new Set(taken);
    things.forEach(({ id }, i) => {
      if (seen.has(id)) {
        this.add('scenario/duplicate-id', `${at}/${i}/id`, `The id "${id}" is used twice.`, {});
      }
      seen.add(id);
    });
  }

  private add(
    code: string,
    pointer: string,
    detail: string,
    more: { expected?: string; nearest?: string[] },
  ): void {
    this.issues.push({ code, pointer, detail, ...more });
  }
}
