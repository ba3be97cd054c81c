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
import { printLine } from '../output';
import { renderTable } from '../render-table';
import { loadScenario } from '../scenario-file';
import { explainRisk } from './explain-risk';

export interface ExplainOptions {
  readonly file: string;
  readonly workload?: string;
}

const ISO_DAY_LENGTH = 10;
const left = (label: string) => ({ label, align: 'left' as const });
const right = (label: string) => ({ label, align: 'right' as const });
const number = (value: number, digits = 2): string =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }).format(value);
const interval = ({ low, mid, high }: Prediction, digits = 1): string =>
  `${number(mid, digits)} (80 %: ${number(low, digits)} to ${number(high, digits)})`;

/** Shows where the figures of a plan come from: memory and time of each deployment, the cost formula, sources. */
export async function explain(options: ExplainOptions): Promise<void> {
  const catalog = loadCatalog();
  const scenario = loadScenario(options.file, catalog);
  const ids = [...(scenario.services ?? []), ...(scenario.training ?? [])].map((w) => w.id);
  if (options.workload !== undefined && !ids.includes(options.workload)) {
    throw badInput(
      `The scenario has no workload "${options.workload}".`,
      `Expected one of: ${ids.join(', ')}`,
    );
  }
  const solver = await loadSolver();
  const today = new Date().toISOString().slice(0, ISO_DAY_LENGTH);
  const plan = planCapacity({ scenario, catalog, today, solver });
  if (plan.status === 'infeasible') {
    throw new CommandFailure(EXIT.infeasible, [
      plan.summary.headline.text,
      ...plan.conflicts.map((c) => c.text),
    ]);
  }
  const wanted = (id: string) => options.workload === undefined || options.workload === id;
  plan.deployments.filter((d) => wanted(d.workloadId)).forEach((d) => explainService(plan, d));
  plan.trainingRuns.filter((r) => wanted(r.workloadId)).forEach((r) => explainTraining(plan, r));
  explainRisk(plan);
  explainFleet(plan);
  explainCost(plan);
}

function explainService(plan: Plan, d: ServiceDeployment): void {
  heading(`${d.workloadId} on ${d.systemId} (${d.chipId})`);
  const { tp, pp, dp, ep } = d.parallelism;
  printLine(
    `Layout: ${d.mode}, tp ${tp} x pp ${pp} x dp ${dp}, ep ${ep}; weights ${d.weightPrecision}, KV cache ${d.kvPrecision}, engine ${d.engine}.`,
  );
  printLine(
    `One replica: ${d.chipsPerReplica} chips, ${number(d.concurrencyPerReplica)} requests in flight, ${number(d.requestsPerSecondPerReplica)} requests/s at the target utilisation.`,
  );
  printLine(`TTFT ms: ${interval(d.ttftMs)}`);
  printLine(`TPOT ms: ${interval(d.tpotMs)}`);
  printLine(`Output tokens/s/chip: ${interval(d.outputTokensPerSecondPerChip)}`);
  printLine(`Bound by: ${d.bottleneck}`);
  explainMemory(d.memory);
  printLine(`KV cache holds ${number(d.kvTokensCapacity, 0)} tokens.`);
  explainTerms('Time of one prompt', d.prefillTerms);
  explainTerms('Time of one decode step', d.decodeTerms);
  explainEstimates(d.estimatedFigures);
  const price = plan.unitCosts.find((u) => u.workloadId === d.workloadId);
  if (price !== undefined) {
    printLine(
      `Cost: ${number(price.totalUsd)} USD over the horizon, ${number(price.usdPerMillionOutputTokens ?? 0, 4)} USD per million output and ${number(price.usdPerMillionInputTokens ?? 0, 4)} USD per million input tokens.`,
    );
  }
  printLine();
}

function explainTraining(plan: Plan, run: TrainingRun): void {
  heading(`${run.workloadId} on ${run.systemId} (${run.chipId})`);
  const { tp, pp, vpp, dp, ep, cp, zeroStage, microBatchSequences, recompute } = run.layout;
  printLine(
    `Layout: tp ${tp} x pp ${pp} (x ${vpp} interleaved) x dp ${dp} x cp ${cp}, ep ${ep}, ZeRO ${zeroStage}, micro-batch ${microBatchSequences}, recomputation ${recompute}, ${run.precision}.`,
  );
  printLine(
    `${number(run.systems)} units, ${number(run.chips)} chips; step ${number(run.stepTimeSeconds)} s; MFU ${number(run.mfuShare * 100, 1)} %, HFU ${number(run.hfuShare * 100, 1)} %.`,
  );
  printLine(
    `Wall clock in days: ${interval(run.wallClockDays)}; ${number(run.expectedInterruptions, 1)} interruptions expected, checkpoint every ${number(run.checkpointIntervalMinutes, 0)} minutes, goodput ${number(run.goodputShare * 100, 1)} %.`,
  );
  explainMemory(run.memory);
  explainTerms('Time of one step', run.stepTerms);
  explainEstimates(run.estimatedFigures);
  const price = plan.unitCosts.find((u) => u.workloadId === run.workloadId);
  if (price?.usdPerRun !== null && price !== undefined) {
    printLine(`Cost of the run: ${number(price.usdPerRun ?? 0)} USD.`);
  }
  printLine();
}

function explainMemory(memory: MemoryUse): void {
  const used = Object.entries(memory).filter(([name, gb]) => name !== 'capacityGb' && gb > 0);
  const parts = used.map(([name, gb]) => `${name.replace(/Gb$/, '')} ${number(gb, 1)}`);
  const sum = used.reduce((total, [, gb]) => total + gb, 0);
  printLine(
    `Memory of one chip in GB: ${parts.join(' + ')} = ${number(sum, 1)} of ${number(memory.capacityGb, 1)}.`,
  );
}

function explainTerms(title: string, terms: readonly StepTerm[]): void {
  const total = terms.reduce((sum, t) => sum + t.ms, 0);
  printLine(`${title}: ${number(total, 2)} ms`);
  printLine(
    renderTable({
      columns: [left('  operation'), right('ms'), right('share'), left('bound by')],
      rows: terms.map((t) => [
        `  ${t.operation}`,
        number(t.ms, 3),
        `${number((t.ms / total) * 100, 1)} %`,
        t.bound,
      ]),
    }),
  );
}

function explainEstimates(fields: readonly string[]): void {
  if (fields.length > 0) printLine(`Estimated, not published: ${fields.join(', ')}.`);
}

/** Why the fleet is what it is, and what its limits are worth. */
function explainFleet(plan: Plan): void {
  heading('Fleet');
  for (const { text } of [...(plan.reasoning ?? []), ...plan.bindingLimits]) printLine(text);
  const { status, objectiveUsd, boundUsd, gapShare } = plan.solver;
  if (objectiveUsd !== null && boundUsd !== null) {
    printLine(
      `Solver: ${status}; ${number(objectiveUsd)} USD found, no fleet below ${number(boundUsd)} USD, gap ${number((gapShare ?? 0) * 100)} %.`,
    );
  }
  printLine();
  explainLeftOut(plan);
}

/** Systems left out, the one that misses the fleet least first, with what would make it enter. */
function explainLeftOut({ excuses }: Plan): void {
  const told = excuses.flatMap(({ message, toEnter, priceCutShareToEnter = 1 }) =>
    toEnter === undefined
      ? []
      : [{ text: `${message.text} ${toEnter.text}`, priceCutShareToEnter }],
  );
  if (told.length === 0) return;
  heading('Not in the fleet');
  told.sort((a, b) => a.priceCutShareToEnter - b.priceCutShareToEnter);
  told.forEach(({ text }) => printLine(text));
  printLine();
}

function explainCost(plan: Plan): void {
  heading('Cost');
  for (const line of plan.fleet) {
    const source = line.priceSourceId === null ? '' : ` [${line.priceSourceId}]`;
    const price =
      line.unitPriceUsd === null ? '' : ` at ${number(line.unitPriceUsd, 0)} USD each${source}`;
    printLine(`${line.acquisition}: ${line.systemName} at ${line.siteId}${price}`);
  }
  for (const line of FORMULAS) printLine(line);
  printLine(
    renderTable({
      columns: [left('assumption'), right('value'), left('unit'), left('origin'), left('source')],
      rows: plan.assumptions.map(assumptionRow),
    }),
  );
  printLine();
  printLine(
    renderTable({
      columns: [left('item'), right('USD')],
      rows: Object.entries(plan.costTotal).map(([item, usd]) => [item, number(usd)]),
    }),
  );
  printLine();
  heading('Sources');
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

const assumptionRow = (a: UsedAssumption): string[] => [
  a.name,
  typeof a.value === 'number' ? number(a.value, 4) : String(a.value),
  a.unit ?? '',
  a.origin,
  a.sourceId ?? '',
];

function heading(title: string): void {
  printLine(title);
  printLine('='.repeat(title.length));
}
