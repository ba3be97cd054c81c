import type { Prediction, TrainingOption } from '@headroom/models';
import { amount, days, share, usd, whole } from './study-figures';
import type { StudyWords } from './study-words';

const MOST_TERMS = 8;
const LABEL_WIDTH = 10;
/** Columns a label takes on a terminal: Chinese characters take two. */
const widthOf = (text: string): number => text.replace(/[^ -~]/g, '--').length;

/** A way to do a training run, a line a question: how fast, how long, what fails, what is held, what it costs. */
export function renderOption(option: TrainingOption, words: StudyWords): string {
  const lines = [
    ...timeLines(option, words),
    ...failureLines(option, words),
    memoryLine(option, words),
    stepLine(option, words),
    costLine(option, words),
    energyLine(option, words),
    ...rolloutLines(option, words),
  ];
  return [
    words.best(option.systemName, option.run.systems, option.spareSystems),
    ...lines.map(
      ([label, text]) => `  ${label}${' '.repeat(LABEL_WIDTH - widthOf(label))} ${text}`,
    ),
  ].join('\n');
}

type Line = readonly [label: string, text: string];

const timeLines = ({ run }: TrainingOption, words: StudyWords): readonly Line[] => [
  [
    words.speed,
    words.perChip(
      between(run.tokensPerSecondPerChip, whole.format, words),
      run.stepTimeSeconds.toFixed(2),
      share(run.mfuShare),
      share(run.hfuShare),
    ),
  ],
  [
    words.time,
    words.range(
      words.days(days(run.wallClockDays.mid)),
      days(run.wallClockDays.low),
      days(run.wallClockDays.high),
    ) + words.from(run.startDay, run.endDay),
  ],
];

const failureLines = (option: TrainingOption, words: StudyWords): readonly Line[] => [
  [
    words.failures,
    words.failing(
      days(option.meanTimeBetweenInterruptionsHours),
      option.run.expectedInterruptions.toFixed(1),
      between(option.goodput, share, words),
    ),
  ],
  [
    words.checkpoint,
    words.checkpointed(
      amount(option.checkpointGb),
      option.checkpointSeconds.toFixed(1),
      option.run.checkpointIntervalMinutes.toFixed(1),
    ),
  ],
];

function memoryLine({ run: { memory } }: TrainingOption, words: StudyWords): Line {
  const held = [
    memory.weightsGb,
    memory.gradientsGb,
    memory.optimizerGb,
    memory.activationsGb,
    memory.reserveGb,
  ];
  const used = held.reduce((sum, gb) => sum + gb, 0);
  return [
    words.memory,
    words.memoryOf(used.toFixed(1), memory.capacityGb.toFixed(0)) +
      held.map((gb, i) => `${words.memoryParts[i] ?? ''} ${gb.toFixed(1)}`).join(words.comma),
  ];
}

function stepLine({ run }: TrainingOption, words: StudyWords): Line {
  const terms = run.stepTerms
    .slice(0, MOST_TERMS)
    .map(
      ({ operation, ms }) =>
        `${words.parts[operation] ?? operation} ${share(ms / (run.stepTimeSeconds * 1000))}`,
    );
  return [words.step, terms.join(words.comma)];
}

function costLine({ costUsd, price }: TrainingOption, words: StudyWords): Line {
  const cost = words.range(usd(costUsd?.mid), usd(costUsd?.low), usd(costUsd?.high));
  if (price === null) return [words.cost, cost];
  const origin = [words.bases[price.basis] ?? price.basis, price.date ?? []].flat();
  const hourly = `$${price.usdPerChipHour.toFixed(2)}`;
  return [words.cost, cost + words.chipHour(hourly, origin.join(words.comma))];
}

const energyLine = ({ energyMwh, carbonTonnes }: TrainingOption, words: StudyWords): Line => [
  words.energy,
  `${amount(energyMwh)} MWh${carbonTonnes === null ? '' : words.carbon(amount(carbonTonnes))}`,
];

function rolloutLines({ rollout }: TrainingOption, words: StudyWords): readonly Line[] {
  if (rollout === null) return [];
  const systems = `${rollout.systems} x ${rollout.systemId}`;
  const perChip = whole.format(rollout.outputTokensPerSecondPerChip);
  return [[words.rollout, words.generating(systems, perChip, usd(rollout.costUsd))]];
}

/** A prediction with its interval, each told alike. */
const between = (
  { low, mid, high }: Prediction,
  told: (value: number) => string,
  words: StudyWords,
): string => words.range(told(mid), told(low), told(high));
