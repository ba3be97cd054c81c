import type {
  MemoryUse,
  Plan,
  Prediction,
  ServiceDeployment,
  StepTerm,
  TrainingRun,
  UsedAssumption,
} from '@headroom/models';
import { loadCatalog, loadSolver, planCapacity } from '@headroom/planner-core';
import { badInput, CommandFailure, EXIT } from '../exit-code';
import { printHeading, printLine } from '../output';
import { renderTable } from '../render-table';
import { loadScenario } from '../scenario-file';
import { type CliLocale, type Speech, speechIn } from '../speech';
import { explainRisk } from './explain-risk';

export interface ExplainOptions {
  readonly file: string;
  readonly workload?: string;
  readonly locale: CliLocale;
}

const ISO_DAY_LENGTH = 10;
const PERCENT = 100;
const left = (label: string) => ({ label, align: 'left' as const });
const right = (label: string) => ({ label, align: 'right' as const });

/** Shows where the figures of a plan come from: memory and time of each deployment, the cost formula, sources. */
export async function explain(options: ExplainOptions): Promise<void> {
  const speech = speechIn(options.locale);
  const catalog = loadCatalog();
  const scenario = loadScenario(options.file, catalog, speech);
  const ids = [...(scenario.services ?? []), ...(scenario.training ?? [])].map((w) => w.id);
  if (options.workload !== undefined && !ids.includes(options.workload)) {
    const { t } = speech;
    throw badInput(
      t('The scenario has no workload "{id}".', { id: options.workload }),
      t('Expected one of: {ids}', { ids: ids.join(', ') }),
    );
  }
  const solver = await loadSolver();
  const today = new Date().toISOString().slice(0, ISO_DAY_LENGTH);
  const plan = planCapacity({ scenario, catalog, today, solver });
  if (plan.status === 'infeasible') {
    throw new CommandFailure(
      EXIT.infeasible,
      [plan.summary.headline, ...plan.conflicts].map((said) => speech.message(said, plan.names)),
    );
  }
  const wanted = (id: string) => options.workload === undefined || options.workload === id;
  plan.deployments
    .filter((d) => wanted(d.workloadId))
    .forEach((d) => explainService(speech, plan, d));
  plan.trainingRuns
    .filter((r) => wanted(r.workloadId))
    .forEach((r) => explainTraining(speech, plan, r));
  explainRisk(speech, plan);
  explainFleet(speech, plan);
  explainCost(speech, plan);
}

const interval = ({ t, number }: Speech, { low, mid, high }: Prediction): string =>
  t('{mid} (80 %: {low} to {high})', {
    mid: number(mid, 1),
    low: number(low, 1),
    high: number(high, 1),
  });

function explainService(speech: Speech, plan: Plan, d: ServiceDeployment): void {
  const { t, number } = speech;
  printHeading(
    t('{workload} on {system} ({chip})', {
      workload: d.workloadId,
      system: d.systemId,
      chip: d.chipId,
    }),
  );
  printLine(
    t(
      'Layout: {mode}, tp {tp} x pp {pp} x dp {dp}, ep {ep}; weights {weights}, KV cache {kv}, engine {engine}.',
      {
        ...d.parallelism,
        mode: t(d.mode),
        weights: d.weightPrecision,
        kv: d.kvPrecision,
        engine: d.engine,
      },
    ),
  );
  printLine(
    t(
      'One replica: {chips} chips, {concurrency} requests in flight, {rate} requests/s at the target utilisation.',
      {
        chips: d.chipsPerReplica,
        concurrency: number(d.concurrencyPerReplica, 2),
        rate: number(d.requestsPerSecondPerReplica, 2),
      },
    ),
  );
  printLine(t('TTFT ms: {figure}', { figure: interval(speech, d.ttftMs) }));
  printLine(t('TPOT ms: {figure}', { figure: interval(speech, d.tpotMs) }));
  printLine(
    t('Output tokens/s/chip: {figure}', {
      figure: interval(speech, d.outputTokensPerSecondPerChip),
    }),
  );
  printLine(t('Bound by: {bound}', { bound: t(d.bottleneck) }));
  explainMemory(speech, d.memory);
  printLine(t('KV cache holds {tokens} tokens.', { tokens: number(d.kvTokensCapacity) }));
  explainTerms(speech, t('Time of one prompt'), d.prefillTerms);
  explainTerms(speech, t('Time of one decode step'), d.decodeTerms);
  explainEstimates(speech, d.estimatedFigures);
  const price = plan.unitCosts
    .flatMap((u) => [u, ...(u.parts ?? [])])
    .find((u) => u.workloadId === d.workloadId);
  if (price !== undefined) {
    printLine(
      t(
        'Cost: {total} USD over the horizon, {output} USD per million output and {input} USD per million input tokens.',
        {
          total: number(price.totalUsd, 2),
          output: number(price.usdPerMillionOutputTokens ?? 0, 4),
          input: number(price.usdPerMillionInputTokens ?? 0, 4),
        },
      ),
    );
    const cached = price.usdPerMillionCachedTokens ?? null;
    if (cached !== null) {
      printLine(
        t('Input served from the prefix cache: {cached} USD per million tokens.', {
          cached: number(cached, 4),
        }),
      );
    }
  }
  printLine();
}

function explainTraining(speech: Speech, plan: Plan, run: TrainingRun): void {
  const { t, number } = speech;
  printHeading(
    t('{workload} on {system} ({chip})', {
      workload: run.workloadId,
      system: run.systemId,
      chip: run.chipId,
    }),
  );
  const { tp, pp, vpp, dp, ep, cp, zeroStage, microBatchSequences, recompute } = run.layout;
  printLine(
    t(
      'Layout: tp {tp} x pp {pp} (x {vpp} interleaved) x dp {dp} x cp {cp}, ep {ep}, ZeRO {zeroStage}, micro-batch {microBatchSequences}, recomputation {recompute}, {precision}.',
      {
        ...{ tp, pp, vpp, dp, ep, cp, zeroStage, microBatchSequences },
        recompute: t(recompute),
        precision: run.precision,
      },
    ),
  );
  printLine(
    t('{units} units, {chips} chips; step {step} s; MFU {mfu} %, HFU {hfu} %.', {
      units: number(run.systems),
      chips: number(run.chips),
      step: number(run.stepTimeSeconds, 2),
      mfu: number(run.mfuShare * PERCENT, 1),
      hfu: number(run.hfuShare * PERCENT, 1),
    }),
  );
  printLine(
    t(
      'Wall clock in days: {days}; {interruptions} interruptions expected, checkpoint every {minutes} minutes, goodput {goodput} %.',
      {
        days: interval(speech, run.wallClockDays),
        interruptions: number(run.expectedInterruptions, 1),
        minutes: number(run.checkpointIntervalMinutes),
        goodput: number(run.goodputShare * PERCENT, 1),
      },
    ),
  );
  explainMemory(speech, run.memory);
  explainTerms(speech, t('Time of one step'), run.stepTerms);
  explainEstimates(speech, run.estimatedFigures);
  const usd = plan.unitCosts.find((u) => u.workloadId === run.workloadId)?.usdPerRun ?? null;
  if (usd !== null) printLine(t('Cost of the run: {usd} USD.', { usd: number(usd, 2) }));
  printLine();
}

function explainMemory({ t, number }: Speech, memory: MemoryUse): void {
  const used = Object.entries(memory).filter(([name, gb]) => name !== 'capacityGb' && gb > 0);
  const parts = used.map(([name, gb]) => `${t(name.replace(/Gb$/, ''))} ${number(gb, 1)}`);
  const sum = used.reduce((total, [, gb]) => total + gb, 0);
  printLine(
    t('Memory of one chip in GB: {parts} = {sum} of {capacity}.', {
      parts: parts.join(' + '),
      sum: number(sum, 1),
      capacity: number(memory.capacityGb, 1),
    }),
  );
}

function explainTerms({ t, number }: Speech, title: string, terms: readonly StepTerm[]): void {
  const total = terms.reduce((sum, term) => sum + term.ms, 0);
  printLine(t('{title}: {ms} ms', { title, ms: number(total, 2) }));
  printLine(
    renderTable({
      columns: [left(`  ${t('operation')}`), right('ms'), right(t('share')), left(t('bound by'))],
      rows: terms.map((term) => [
        `  ${t(term.operation)}`,
        number(term.ms, 3),
        `${number((term.ms / total) * PERCENT, 1)} %`,
        t(term.bound),
      ]),
    }),
  );
}

function explainEstimates({ t }: Speech, fields: readonly string[]): void {
  if (fields.length > 0) {
    printLine(t('Estimated, not published: {fields}.', { fields: fields.join(', ') }));
  }
}

/** Why the fleet is what it is, and what its limits are worth. */
function explainFleet(speech: Speech, plan: Plan): void {
  const { t, number } = speech;
  printHeading(t('Fleet'));
  for (const message of [...(plan.reasoning ?? []), ...plan.bindingLimits]) {
    printLine(speech.message(message, plan.names));
  }
  const { status, objectiveUsd, boundUsd, gapShare } = plan.solver;
  if (objectiveUsd !== null && boundUsd !== null) {
    printLine(
      t('Solver: {status}; {found} USD found, no fleet below {bound} USD, gap {gap} %.', {
        status: t(status),
        found: number(objectiveUsd, 2),
        bound: number(boundUsd, 2),
        gap: number((gapShare ?? 0) * PERCENT, 2),
      }),
    );
  }
  printLine();
  explainLeftOut(speech, plan);
}

/** Systems left out, the one that misses the fleet least first, with what would make it enter. */
function explainLeftOut({ t, message: told }: Speech, { excuses }: Plan): void {
  const lines = excuses.flatMap(({ message, toEnter, priceCutShareToEnter = 1 }) =>
    toEnter === undefined
      ? []
      : [{ text: `${told(message)} ${told(toEnter)}`, priceCutShareToEnter }],
  );
  if (lines.length === 0) return;
  printHeading(t('Not in the fleet'));
  lines.sort((a, b) => a.priceCutShareToEnter - b.priceCutShareToEnter);
  lines.forEach(({ text }) => printLine(text));
  printLine();
}

function explainCost({ t, number }: Speech, plan: Plan): void {
  printHeading(t('Cost'));
  for (const { acquisition, systemName, siteId, unitPriceUsd, priceSourceId } of plan.fleet) {
    const line = t('{way}: {system} at {site}', {
      way: t(acquisition),
      system: systemName,
      site: siteId,
    });
    const price =
      unitPriceUsd === null ? '' : t(' at {usd} USD each', { usd: number(unitPriceUsd) });
    const source = unitPriceUsd === null || priceSourceId === null ? '' : ` [${priceSourceId}]`;
    printLine(`${line}${price}${source}`);
  }
  for (const line of FORMULAS) printLine(t(line));
  const labels = ['assumption', 'value', 'unit', 'origin', 'source'].map((label) => t(label));
  printLine(
    renderTable({
      columns: labels.map((label, i) => (i === 1 ? right(label) : left(label))),
      rows: plan.assumptions.map((a) => assumptionRow(a, number)),
    }),
  );
  printLine();
  printLine(
    renderTable({
      columns: [left(t('item')), right('USD')],
      rows: Object.entries(plan.costTotal).map(([item, usd]) => [t(item), number(usd, 2)]),
    }),
  );
  printLine();
  printHeading(t('Sources'));
  for (const { id, title, date, url } of plan.sources) {
    printLine(
      `[${id}] ${title}${date === null ? '' : `, ${date}`}${url === null ? '' : ` <${url}>`}`,
    );
  }
}

/** The formulas of the engine's unit cost, in words. */
const FORMULAS: readonly string[] = [
  'amortisation = price x (1 - residual) / life; finance = price x (1 + residual) / 2 x discount rate',
  'network, storage, spares = their share of price x (amortisation + finance) per USD of price',
  'energy = kW x utilisation x PUE x tariff x hours; space = kW x colocation price per month',
  'staff per system, maintenance as a share of price, software per chip; rent = price per chip-hour x chips x hours',
];

const assumptionRow = (a: UsedAssumption, number: Speech['number']): string[] => [
  a.name,
  typeof a.value === 'number' ? number(a.value, 4) : String(a.value),
  a.unit ?? '',
  a.origin,
  a.sourceId ?? '',
];
