import {
  messageText,
  toldFaults,
  trainingStudyRequest,
  type TrainingGoal,
  type TrainingStudy,
  type TrainingStudyRequest,
} from '@headroom/models';
import { loadCatalog, studyTraining } from '@headroom/planner-core';
import type { FrameworkName, PrecisionName, TrainingKind } from '../choices';
import { badInput, CommandFailure, EXIT } from '../exit-code';
import { print, printJson } from '../output';
import { renderStudy } from '../render-study';

export interface TrainingOptions {
  readonly model: string;
  readonly tokens?: string;
  readonly loss?: string;
  readonly system?: readonly string[];
  readonly chips?: string;
  readonly deadline?: string;
  readonly budgetUsd?: string;
  readonly solve?: 'tokens' | 'model';
  readonly kind?: TrainingKind;
  readonly precision?: PrecisionName;
  readonly optimizer?: TrainingStudyRequest['optimizer'];
  readonly offload?: true;
  readonly sequence?: string;
  readonly batch?: string;
  readonly start?: string;
  readonly region?: string;
  readonly usdPerChipHour?: string;
  readonly layout?: string;
  readonly teacher?: string;
  readonly rollout?: string | true;
  readonly flags?: FrameworkName;
  readonly flagsAs: 'shell' | 'file';
  readonly study?: 'bandwidth' | 'scale-up';
  readonly estimates?: true;
  readonly json?: true;
  readonly locale: 'en' | 'zh-CN';
}

const ISO_DAY_LENGTH = 10;
const MS_PER_DAY = 86_400_000;
/** A date that is not after the start is asked for all the same: the answer says the first possible one. */
const SHORTEST_DAYS = 0.01;
const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };
const UNKNOWN_SYSTEM = 'training/unknown-system';
/** Networks that are tried: of the fastest links today to starved ones. */
const NETWORKS = {
  bandwidth: {
    scaleOutGbpsPerChip: [800, 400, 200, 100, 50, 25, 12.5, 6.25],
    oversubscription: [1, 2, 4, 8],
  },
  'scale-up': {
    scaleUpDomainChips: [256, 128, 64, 32, 16, 8, 4, 1],
    scaleUpGBpsPerChip: [1800, 900, 450, 100],
  },
} as const;

/** Solves one training run and prints the best layouts, their time, memory, failures and cost. */
export function training(options: TrainingOptions): void {
  const today = new Date().toISOString().slice(0, ISO_DAY_LENGTH);
  const parsed = trainingStudyRequest.safeParse(requestOf(options, today));
  if (!parsed.success) {
    throw badInput(
      ...toldFaults(parsed.error.issues).map(
        (issue) => `${issue.path.join('.')}: ${issue.message}`,
      ),
    );
  }
  const study = studyTraining(parsed.data, { catalog: loadCatalog(), today });
  if ('kind' in study) throw badInput(messageText(study.excuse.message, options.locale));
  if (options.json) printJson(study);
  else
    print(
      `${renderStudy(study, options.locale, options.flags === undefined ? null : options.flagsAs)}\n`,
    );
  if (study.options.length === 0) {
    const { excuses } = study;
    const isUnknown = excuses.length > 0 && excuses.every(({ code }) => code === UNKNOWN_SYSTEM);
    const exit = isUnknown ? EXIT.badInput : EXIT.infeasible;
    throw new CommandFailure(exit, reasons(study, options));
  }
}

function reasons(study: TrainingStudy, { json, locale }: TrainingOptions): string[] {
  if (json) return [];
  return study.excuses.slice(0, 1).map(({ message }) => messageText(message, locale));
}

function requestOf(options: TrainingOptions, today: string): Record<string, unknown> {
  const start = options.start ?? today;
  if (options.rollout !== undefined && options.kind !== 'rl')
    throw badInput('--rollout is for --kind rl: no other kind generates what it trains on.');
  if (options.layout !== undefined && goalOf(options, start).kind !== 'chips')
    throw badInput('--layout is checked on a number of chips: state --chips alone.');
  if (options.teacher !== undefined && options.kind !== 'distillation')
    throw badInput(
      '--teacher is for --kind distillation: no other kind learns from another model.',
    );
  return withoutAbsent({
    model: options.model,
    goal: goalOf(options, start),
    tokens: amount(options.tokens, '--tokens'),
    targetLoss: amount(options.loss, '--loss'),
    method: options.kind,
    sequenceTokens: amount(options.sequence, '--sequence'),
    globalBatchTokens: amount(options.batch, '--batch'),
    precision: options.precision,
    optimizer: options.optimizer,
    offloadOptimizer: options.offload,
    start,
    systems: options.system,
    acceptEstimates: options.estimates,
    layout: options.layout === undefined ? undefined : layoutOf(options.layout),
    framework: options.flags,
    teacher: options.teacher,
    rollout: rolloutOf(options.rollout),
    usdPerChipHour: amount(options.usdPerChipHour, '--usd-per-chip-hour'),
    region: options.region,
    bandwidth: options.study === undefined ? undefined : NETWORKS[options.study],
  });
}

function goalOf(options: TrainingOptions, start: string): TrainingGoal {
  const chips = amount(options.chips, '--chips');
  const usd = amount(options.budgetUsd, '--budget-usd');
  const days = options.deadline === undefined ? undefined : daysUntil(options.deadline, start);
  if (options.solve !== undefined) {
    if (days === undefined || usd === undefined)
      throw badInput('--solve needs both --deadline and --budget-usd.');
    return { kind: options.solve === 'tokens' ? 'most-tokens' : 'largest-model', days, usd };
  }
  if (days !== undefined) return { kind: 'deadline', days, ...(usd === undefined ? {} : { usd }) };
  if (usd !== undefined) {
    return { kind: 'budget', usd, ...(chips === undefined ? {} : { maxChips: chips }) };
  }
  if (chips !== undefined) return { kind: 'chips', chips };
  throw badInput('State --chips, --deadline or --budget-usd.');
}

/** `30`, `30d` or a date. */
function daysUntil(text: string, start: string): number {
  const days = /^(\d+(?:\.\d+)?)d?$/.exec(text);
  if (days !== null) return Number(days[1]);
  const end = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(end)) throw badInput(`--deadline is "${text}", but has to be a date or days.`);
  return Math.max(SHORTEST_DAYS, (end - Date.parse(`${start}T00:00:00Z`)) / MS_PER_DAY);
}

/** A number, with k, M, B or T for thousands to trillions. */
function amount(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined;
  const match = /^([\d.]+(?:e[+-]?\d+)?)([kmbt]?)$/i.exec(text.replace(/[_,]/g, ''));
  const value = Number(match?.[1]) * (SUFFIXES[(match?.[2] ?? '').toLowerCase()] ?? 1);
  if (Number.isNaN(value))
    throw badInput(`${flag} is "${text}", but has to be a positive number, such as 15T.`);
  return value;
}

/** `tp=8,pp=4,recompute=full` */
function layoutOf(text: string): Record<string, unknown> {
  const names: Readonly<Record<string, string>> = {
    zero: 'zeroStage',
    mbs: 'microBatchSequences',
    shard: 'shardGroup',
  };
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', value = ''] = part.split('=').map((side) => side.trim());
      const number = Number(value);
      return [names[name] ?? name, value === '' || Number.isNaN(number) ? value : number];
    }),
  );
}

function rolloutOf(asked: string | true | undefined): TrainingStudyRequest['rollout'] {
  if (asked === undefined) return undefined;
  return asked === true ? {} : { system: asked };
}

const withoutAbsent = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
