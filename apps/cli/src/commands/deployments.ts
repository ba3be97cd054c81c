import {
  type DeployHint,
  type DeploymentOption,
  type DeploymentSearchAnswer,
  type DeploymentSearchRequest,
  deploymentSearchRequest,
  type Excuse,
  messageText,
  type Prediction,
  type ReportTable,
  type SystemDeployments,
  toldFaults,
} from '@headroom/models';
import { answerDeploymentSearch, bestDeployments, loadCatalog } from '@headroom/planner-core';
import type { FlagsEngine } from '../choices';
import { badInput, CommandFailure, EXIT } from '../exit-code';
import { printJson, printLine } from '../output';
import { renderTable } from '../render-table';

/** Options as commander reads them. */
export interface DeploymentsOptions {
  readonly model: string;
  readonly system?: string[];
  readonly vendor?: string[];
  readonly inputTokens: string;
  readonly outputTokens: string;
  readonly prefixHitShare?: string;
  readonly ttftMs?: string;
  readonly tpotMs?: string;
  readonly endToEndMs?: string;
  readonly percentile?: string;
  readonly rate?: string;
  readonly utilisation?: string;
  readonly engine?: string;
  readonly mode?: string;
  readonly precision?: string[];
  readonly kvPrecision?: string;
  readonly draftTokens?: string;
  readonly acceptance?: string;
  readonly tp?: string;
  readonly pp?: string;
  readonly dp?: string;
  readonly ep?: string;
  readonly across?: boolean;
  readonly top?: string;
  readonly explain?: boolean;
  readonly flags?: FlagsEngine;
  readonly json?: boolean;
  readonly locale: 'en' | 'zh-CN';
}

const HINT_OF: Readonly<Record<FlagsEngine, DeployHint['engine']>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  trtllm: 'tensorrt-llm',
  mindie: 'mindie',
};

/** Systems told without `--top`; the whole catalogue would fill screens. */
const MOST_TOLD = 20;

/**
 * Searches how a model is best served and prints the systems, best first; with `--flags` the flags of the first.
 * @throws CommandFailure exit code 2 for bad input, 3 when nothing keeps the limits
 */
export function deployments(options: DeploymentsOptions): void {
  const request = requestOf(options);
  // Fronts of the whole catalogue are for charts; a table does without.
  const search = request.systems || options.json ? answerDeploymentSearch : bestDeployments;
  const result = search(request, loadCatalog());
  if (result.kind === 'refused') throw badInput(...result.issues.map(({ detail }) => detail));
  const { answer } = result;
  const [first] = answer.systems;
  if (first === undefined) {
    if (options.json) printJson(answer);
    throw new CommandFailure(EXIT.infeasible, [
      `Nothing serves ${answer.modelName} within these limits.`,
      ...excuseLines(answer.excuses, options.locale),
    ]);
  }
  if (options.flags) printFlags(first, options.flags, options);
  else if (options.json) printJson(answer);
  else printAnswer(answer, request, options);
}

function requestOf(o: DeploymentsOptions): DeploymentSearchRequest {
  const slo = withoutAbsent({
    ttftMs: number('--ttft-ms', o.ttftMs),
    tpotMs: number('--tpot-ms', o.tpotMs),
    endToEndMs: number('--end-to-end-ms', o.endToEndMs),
    percentile: number('--percentile', o.percentile),
  });
  const layout = withoutAbsent({
    tp: number('--tp', o.tp),
    pp: number('--pp', o.pp),
    dp: number('--dp', o.dp),
    ep: number('--ep', o.ep),
  });
  const request = withoutAbsent({
    model: o.model,
    systems: o.system,
    vendors: o.vendor,
    inputTokens: lengths('--input-tokens', o.inputTokens),
    outputTokens: lengths('--output-tokens', o.outputTokens),
    prefixCacheHitShare: number('--prefix-hit-share', o.prefixHitShare),
    slo: Object.keys(slo).length > 0 ? slo : undefined,
    requestsPerSecond: number('--rate', o.rate),
    targetUtilisation: number('--utilisation', o.utilisation),
    engine: o.engine,
    modes: o.mode === undefined ? undefined : [o.mode],
    weightPrecisions: o.precision,
    kvPrecision: o.kvPrecision,
    speculation: speculation(o),
    layout: Object.keys(layout).length > 0 ? layout : undefined,
    acrossSystems: o.across,
    top: number('--top', o.top),
    detail: o.flags !== undefined || o.explain ? true : undefined,
  });
  const parsed = deploymentSearchRequest.safeParse(request);
  if (parsed.success) return parsed.data;
  throw badInput(
    ...toldFaults(parsed.error.issues).map(
      ({ path, message }) => `${path.join('.') || 'input'}: ${message}`,
    ),
  );
}

function speculation(o: DeploymentsOptions): unknown {
  if (o.draftTokens === undefined) {
    if (o.acceptance !== undefined) throw badInput('--acceptance needs --draft-tokens.');
    return undefined;
  }
  const draftTokens = number('--draft-tokens', o.draftTokens);
  if (draftTokens === 0) return 'off';
  return withoutAbsent({
    draftTokens,
    acceptanceShare: number('--acceptance', o.acceptance),
  });
}

function number(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw badInput(`${option} is "${text}", but has to be a number.`);
  return value;
}

/** `1000`, or `1000:3000` for a mean and a 90th percentile. */
function lengths(option: string, text: string): unknown {
  const [mean, p90, ...more] = text.split(':');
  if (more.length > 0) throw badInput(`${option} is "${text}", but has to be MEAN or MEAN:P90.`);
  const given = number(option, mean);
  return p90 === undefined ? given : { mean: given, p90: number(option, p90) };
}

const withoutAbsent = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function printAnswer(
  answer: DeploymentSearchAnswer,
  request: DeploymentSearchRequest,
  options: DeploymentsOptions,
): void {
  const most = request.top ?? MOST_TOLD;
  const shown = answer.systems.slice(0, Math.max(most, request.systems?.length ?? 0));
  printLine(`${answer.modelName}: ${answer.evaluated} configurations computed`);
  printLine();
  printLine(renderTable(tableOf(shown.map((s) => [nameOf(s), s.best]))));
  const more = answer.systems.length - shown.length;
  if (more > 0) printLine(`… +${more}`);
  const fewer = shown.flatMap((s) => (s.fewest ? [[nameOf(s), s.fewest] as const] : []));
  if (fewer.length > 0) {
    printLine();
    printLine('Fewer systems, at more chips a token');
    printLine(renderTable(tableOf(fewer)));
  }
  if (request.systems) for (const s of shown) printTop(s);
  if (options.explain) for (const s of shown) printBreakdown(s);
  if (answer.excuses.length > 0) {
    printLine();
    for (const line of excuseLines(answer.excuses, options.locale)) printLine(line);
  }
}

const nameOf = (s: SystemDeployments): string =>
  s.prefillSystemId === null ? s.systemId : `${s.prefillSystemId} > ${s.systemId}`;

function printTop(s: SystemDeployments): void {
  if (s.top.length < 2) return;
  printLine();
  printLine(`${nameOf(s)}: the best of each mode; ${s.pareto.length} points on the front`);
  printLine(renderTable(tableOf(s.top.map((option, i) => [String(i + 1), option]))));
}

const COLUMNS: ReportTable['columns'] = [
  { label: 'System', align: 'left' },
  { label: 'Mode', align: 'left' },
  { label: 'Layout', align: 'left' },
  { label: 'Format', align: 'left' },
  { label: 'Chips', align: 'right' },
  { label: 'In flight', align: 'right' },
  { label: 'Tokens/s/chip', align: 'right' },
  { label: 'Tokens/s/user', align: 'right' },
  { label: 'TTFT ms', align: 'right' },
  { label: 'TPOT ms', align: 'right' },
  { label: 'Bound by', align: 'left' },
  { label: 'Systems', align: 'right' },
];

function tableOf(rows: readonly (readonly [string, DeploymentOption])[]) {
  return {
    columns: COLUMNS,
    rows: rows.map(([name, option]) => {
      const d = option.deployment;
      return [
        name,
        d.mode === 'aggregated' ? 'aggregated' : `${d.prefillChips}+${d.decodeChips} split`,
        layoutText(option),
        d.weightPrecision,
        String(d.chipsPerReplica),
        String(Math.round(d.concurrencyPerReplica)),
        withInterval(d.outputTokensPerSecondPerChip),
        figure(option.outputTokensPerSecondPerUser.mid),
        withInterval(d.ttftMs),
        withInterval(d.tpotMs),
        d.bottleneck,
        option.systems === null ? '' : String(option.systems),
      ];
    }),
  };
}

function layoutText({ deployment }: DeploymentOption): string {
  const { parallelism: p, prefillPool, speculation: draft } = deployment;
  const sizes = (l: typeof p): string =>
    (['tp', 'pp', 'dp', 'ep', 'cp'] as const)
      .filter((name) => name === 'tp' || l[name] > 1)
      .map((name) => `${name.toUpperCase()}${l[name]}`)
      .join(' ');
  const decode = draft ? `${sizes(p)} MTP${draft.draftTokens}` : sizes(p);
  return prefillPool ? `${sizes(prefillPool.parallelism)} > ${decode}` : decode;
}

const FORMAT = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const figure = (value: number): string => FORMAT.format(value);
const withInterval = ({ low, mid, high }: Prediction): string =>
  `${figure(mid)} (${figure(low)}-${figure(high)})`;

function printBreakdown(s: SystemDeployments): void {
  if (s.detail === null) return;
  for (const [title, step] of [
    ['time of one output token', s.detail.decode],
    ['time to the first token', s.detail.prefill],
  ] as const) {
    printLine();
    printLine(`${nameOf(s)}: ${title}, ${figure(step.totalMs)} ms`);
    printLine(
      renderTable({
        columns: [
          { label: 'Operation', align: 'left' },
          { label: 'ms', align: 'right' },
          { label: 'Speed of light ms', align: 'right' },
          { label: 'Bound by', align: 'left' },
          { label: 'From', align: 'left' },
        ],
        rows: step.operations.map((o) => [
          o.operation,
          figure(o.ms),
          figure(o.speedOfLightMs),
          o.bound,
          o.origin,
        ]),
      }),
    );
    printLine(`residual of measured runs: x ${figure(step.residualFactor)} (in the times above)`);
  }
}

/** Excuses of one kind are told once, with how many more there are. */
function excuseLines(excuses: readonly Excuse[], locale: 'en' | 'zh-CN'): string[] {
  const kinds = new Map<string, Excuse[]>();
  for (const excuse of excuses) kinds.set(excuse.code, [...(kinds.get(excuse.code) ?? []), excuse]);
  return [...kinds.values()].flatMap((alike) => {
    // What holds for the model alone says the same of every system.
    const texts = [...new Set(alike.map(({ message }) => messageText(message, locale)))];
    const told = texts.slice(0, MOST_ALIKE);
    const more = texts.length - told.length;
    return more > 0 ? [...told, `… +${more}`] : told;
  });
}

const MOST_ALIKE = 3;

function printFlags(
  system: SystemDeployments,
  engine: FlagsEngine,
  { json, locale }: DeploymentsOptions,
): void {
  const hints = system.detail?.hints ?? [];
  const hint = hints.find((h) => h.engine === HINT_OF[engine]);
  if (hint === undefined) {
    const known = hints.map((h) => flagName(h.engine)).join(', ');
    throw badInput(`${engine} is not known to run on ${system.systemId}; these are: ${known}.`);
  }
  if (json) {
    printJson(hint);
    return;
  }
  printLine(`# ${nameOf(system)}, ${system.best.deployment.weightPrecision}: ${hint.engine}`);
  printLine(`# flags checked against version ${hint.checkedVersion}: ${hint.source}`);
  for (const note of hint.notes) printLine(`# ${messageText(note, locale)}`);
  for (const { role, command } of hint.commands) {
    printLine();
    printLine(`# ${role}`);
    printLine(command);
  }
  // MindIE reads JSON alone; the others take YAML.
  const isJson = hint.engine === 'mindie';
  for (const { name, json: asJson, yaml } of hint.files) {
    printLine();
    printLine(`# ${name}.${isJson ? 'json' : 'yaml'}`);
    printLine(isJson ? asJson : yaml.trimEnd());
  }
}

const flagName = (engine: DeployHint['engine']): string =>
  (Object.keys(HINT_OF) as FlagsEngine[]).find((name) => HINT_OF[name] === engine) ?? engine;
