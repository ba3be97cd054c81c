import type { BandwidthAxesRequest, TrainingGoal, TrainingStudyRequest } from '@headroom/models';
import { readAmount } from '../scenarios/amount';

export type GoalKind = TrainingGoal['kind'];
export const GOAL_KINDS = [
  'chips',
  'deadline',
  'budget',
  'most-tokens',
  'largest-model',
] as const satisfies readonly GoalKind[];

/** What the form holds: text as it is typed, so that nothing is lost while it is not a number yet. */
export interface StudyForm {
  model: string;
  method: string;
  goal: GoalKind;
  chips: string;
  deadline: string;
  usd: string;
  tokens: string;
  targetLoss: string;
  systems: readonly string[];
  sequence: string;
  batch: string;
  precision: string;
  optimizer: string;
  recompute: string;
  framework: string;
  start: string;
  usdPerChipHour: string;
  checkpointGBps: string;
  mtbfHours: string;
  teacher: string;
  offload: boolean;
  rollout: boolean;
  network: string;
  estimates: boolean;
}

export const FIRST_FORM: StudyForm = {
  model: 'llama-3.1-70b',
  method: 'pretrain',
  goal: 'deadline',
  chips: '1024',
  deadline: '30',
  usd: '',
  tokens: '2T',
  targetLoss: '',
  systems: [],
  sequence: '',
  batch: '',
  precision: '',
  optimizer: '',
  recompute: '',
  framework: 'megatron',
  start: '',
  usdPerChipHour: '',
  checkpointGBps: '',
  mtbfHours: '',
  teacher: '',
  offload: false,
  rollout: false,
  network: 'scale-out',
  estimates: false,
};

/** Which links a study of the network changes: between systems, or inside a scale-up domain. */
export const NETWORK_STUDIES = ['scale-out', 'scale-up'] as const;
export type NetworkStudy = (typeof NETWORK_STUDIES)[number];

export type FormField = keyof StudyForm;

/** Fields that a goal cannot do without. */
const NEEDS: Readonly<Record<GoalKind, readonly FormField[]>> = {
  chips: ['chips'],
  deadline: ['deadline'],
  budget: ['usd'],
  'most-tokens': ['deadline', 'usd'],
  'largest-model': ['deadline', 'usd'],
};

/** Goals that take the tokens of the run as given. */
export const takesTokens = (goal: GoalKind): boolean =>
  goal !== 'most-tokens' && goal !== 'largest-model';

export type ReadForm =
  | { readonly kind: 'ready'; readonly request: TrainingStudyRequest }
  | { readonly kind: 'wrong'; readonly fields: readonly FormField[] };

const MS_PER_DAY = 86_400_000;
const LEAST_DAYS = 0.01;
/** Networks that are tried: Gb/s a chip between systems by oversubscription, chips of a domain by GB/s a chip. */
const NETWORKS: Readonly<Record<NetworkStudy, BandwidthAxesRequest>> = {
  'scale-out': {
    scaleOutGbpsPerChip: [800, 400, 200, 100, 50, 25, 12.5, 6.25],
    oversubscription: [1, 2, 4, 8],
  },
  'scale-up': {
    scaleUpDomainChips: [256, 128, 64, 32, 16, 8, 4, 1],
    scaleUpGBpsPerChip: [1800, 900, 450, 100],
  },
};

/**
 * Reads the form into a question, or names the fields that are empty or no numbers.
 * @param today first day of a run without one, `YYYY-MM-DD`
 */
export function readForm(form: StudyForm, today: string): ReadForm {
  const wrong = new Set<FormField>();
  const number = (field: FormField): number | undefined => {
    const typed = form[field];
    const value = typeof typed === 'string' ? readAmount(typed) : undefined;
    if (value === null || (value !== undefined && value <= 0)) wrong.add(field);
    return value ?? undefined;
  };
  const start = form.start === '' ? today : form.start;
  const numbers = {
    chips: number('chips'),
    usd: number('usd'),
    days: daysUntil(form.deadline, start, () => wrong.add('deadline')),
  };
  for (const field of NEEDS[form.goal]) {
    const value = form[field];
    if (typeof value === 'string' && value.trim() === '') wrong.add(field);
  }
  if (form.model === '') wrong.add('model');
  const tokens = number('tokens');
  const targetLoss = number('targetLoss');
  if (takesTokens(form.goal) && tokens === undefined && targetLoss === undefined)
    wrong.add('tokens');
  const request = present({
    model: form.model,
    goal: goalOf(form.goal, numbers),
    tokens: targetLoss === undefined ? tokens : undefined,
    targetLoss,
    method: form.method,
    sequenceTokens: number('sequence'),
    globalBatchTokens: number('batch'),
    precision: form.precision,
    optimizer: form.optimizer,
    recompute: form.recompute,
    framework: form.framework,
    start: form.start,
    systems: form.systems.length > 0 ? form.systems : undefined,
    usdPerChipHour: number('usdPerChipHour'),
    reliability: present({
      checkpointWriteGBps: number('checkpointGBps'),
      chipMtbfHours: number('mtbfHours'),
    }),
    teacher: form.method === 'distillation' ? form.teacher : undefined,
    offloadOptimizer: form.offload ? true : undefined,
    rollout: form.method === 'rl' && form.rollout ? {} : undefined,
    acceptEstimates: form.estimates ? true : undefined,
    bandwidth: NETWORK_STUDIES.filter((study) => study === form.network).map(
      (study) => NETWORKS[study],
    )[0],
  });
  if (wrong.size > 0) return { kind: 'wrong', fields: [...wrong] };
  return { kind: 'ready', request: request as TrainingStudyRequest };
}

interface GoalNumbers {
  readonly chips: number | undefined;
  readonly usd: number | undefined;
  readonly days: number | undefined;
}

function goalOf(kind: GoalKind, { chips, usd, days }: GoalNumbers): Record<string, unknown> {
  switch (kind) {
    case 'chips':
      return { kind, chips };
    case 'deadline':
      return present({ kind, days, usd });
    case 'budget':
      return present({ kind, usd, maxChips: chips });
    default:
      return { kind, days, usd };
  }
}

/** Days, or days until a date; a date that is past asks for the shortest run, whose answer is the first date. */
function daysUntil(typed: string, start: string, isWrong: () => void): number | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const days = (Date.parse(text) - Date.parse(start)) / MS_PER_DAY;
    return Math.max(LEAST_DAYS, days);
  }
  const days = readAmount(text);
  if (days === null || days === undefined || days <= 0) {
    isWrong();
    return undefined;
  }
  return days;
}

/** Without what is empty. */
const present = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  );
