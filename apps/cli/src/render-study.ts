import {
  messageText,
  type Prediction,
  type TrainingLayout,
  type TrainingOption,
  type TrainingStudy,
} from '@headroom/models';
import { renderTable } from './render-table';
import { STUDY_WORDS, type StudyWords } from './study-words';

type Locale = 'en' | 'zh-CN';
type Align = 'left' | 'right';

const MOST_OPTIONS = 12;
const MOST_EXCUSES = 8;
const MOST_TERMS = 8;
const LABEL_WIDTH = 10;
/** Columns a label takes on a terminal: Chinese characters take two. */
const widthOf = (text: string): number => text.replace(/[^ -~]/g, '--').length;
const PER_CENT = 100;

/** How flags are printed. */
export type FlagForm = 'shell' | 'file';

/** A training study as text for the terminal; `flags` null prints none. */
export function renderStudy(study: TrainingStudy, locale: Locale, flags: FlagForm | null): string {
  const words = STUDY_WORDS[locale];
  const best = study.options[0];
  const parts = [
    heading(study, words),
    study.options.length > 0 ? optionsTable(study, words) : '',
    best === undefined ? '' : detail(best, words),
    study.frontier.length > 1 ? frontierTable(study, words) : '',
    study.bandwidth === null ? '' : bandwidthTable(study.bandwidth, words),
    ...(flags === null ? [] : study.flags.map(flagText(locale, flags))),
    excuses(study, locale),
    study.notes.map((note) => `* ${messageText(note, locale)}`).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The layout as engineers write it. */
export function layoutText(layout: TrainingLayout): string {
  const { tp, pp, vpp, dp, ep, cp, zeroStage, shardGroup, microBatchSequences } = layout;
  return [
    `TP${tp}`,
    pp > 1 ? `PP${pp}${vpp > 1 ? `x${vpp}` : ''}` : '',
    `DP${dp}`,
    cp > 1 ? `CP${cp}` : '',
    ep > 1 ? `EP${ep}` : '',
    `ZeRO${zeroStage}${shardGroup === undefined ? '' : `/${shardGroup}`}`,
    `MBS${microBatchSequences}`,
    layout.recompute === 'none' ? '' : layout.recompute,
    pp > 1 ? layout.schedule : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
/** With as many digits as tell a short run or a small amount from nothing. */
const days = (value: number): string =>
  value < 0.1 ? value.toPrecision(2) : value.toFixed(value < 10 ? 2 : 1);
const amount = (value: number): string =>
  value > 0 && value < 10 ? value.toPrecision(2) : whole.format(value);
const share = (value: number): string => `${(value * PER_CENT).toFixed(1)} %`;
const usd = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : `$${short.format(value)}`;

function heading(study: TrainingStudy, words: StudyWords): string {
  const loss = study.expectedLoss === null ? '' : words.loss(study.expectedLoss.toFixed(3));
  const { modelName, totalParamsB, activeParamsB, method } = study;
  const batch = short.format(study.globalBatchTokens);
  return [
    `${modelName}${words.active(totalParamsB, activeParamsB)}${words.comma}${words.methods[method] ?? method}`,
    `${words.run(short.format(study.tokens), whole.format(study.sequenceTokens), batch)}${loss}`,
  ].join('\n');
}

const columnsOf =
  (words: StudyWords) =>
  (id: keyof StudyWords['columns'], align: Align = 'right') => ({
    id,
    label: words.columns[id],
    align,
  });

function optionsTable({ options }: TrainingStudy, words: StudyWords): string {
  const column = columnsOf(words);
  const rows = options
    .slice(0, MOST_OPTIONS)
    .map(({ run, costUsd, goodput, spareSystems, tokens }) => [
      run.systemId,
      `${run.chips}${spareSystems > 0 ? words.spare(spareSystems) : ''}`,
      layoutText(run.layout),
      days(run.wallClockDays.mid),
      run.endDay,
      share(run.mfuShare),
      share(goodput.mid),
      usd(costUsd?.mid),
      short.format(tokens),
    ]);
  const more = options.length - rows.length;
  const table = renderTable({
    columns: [
      column('system', 'left'),
      column('chips'),
      column('layout', 'left'),
      column('days'),
      column('end'),
      column('mfu'),
      column('goodput'),
      column('cost'),
      column('tokens'),
    ],
    rows,
  });
  return more > 0 ? `${table}\n… +${more}` : table;
}

function detail(option: TrainingOption, words: StudyWords): string {
  const { run, goodput, price, costUsd, rollout } = option;
  const { memory, wallClockDays, tokensPerSecondPerChip: speed } = run;
  const held = [
    memory.weightsGb,
    memory.gradientsGb,
    memory.optimizerGb,
    memory.activationsGb,
    memory.reserveGb,
  ];
  const used = held.reduce((sum, gb) => sum + gb, 0);
  const between = ({ low, mid, high }: Prediction, told: (value: number) => string): string =>
    words.range(told(mid), told(low), told(high));
  const origin = price && [words.bases[price.basis] ?? price.basis, price.date ?? []].flat();
  const lines: [string, string][] = [
    [
      words.speed,
      words.perChip(
        between(speed, whole.format),
        run.stepTimeSeconds.toFixed(2),
        share(run.mfuShare),
        share(run.hfuShare),
      ),
    ],
    [
      words.time,
      words.range(
        words.days(days(wallClockDays.mid)),
        days(wallClockDays.low),
        days(wallClockDays.high),
      ) + words.from(run.startDay, run.endDay),
    ],
    [
      words.failures,
      words.failing(
        days(option.meanTimeBetweenInterruptionsHours),
        run.expectedInterruptions.toFixed(1),
        between(goodput, share),
      ),
    ],
    [
      words.checkpoint,
      words.checkpointed(
        amount(option.checkpointGb),
        option.checkpointSeconds.toFixed(1),
        run.checkpointIntervalMinutes.toFixed(1),
      ),
    ],
    [
      words.memory,
      words.memoryOf(used.toFixed(1), memory.capacityGb.toFixed(0)) +
        held.map((gb, i) => `${words.memoryParts[i] ?? ''} ${gb.toFixed(1)}`).join(words.comma),
    ],
    [
      words.step,
      run.stepTerms
        .slice(0, MOST_TERMS)
        .map(
          ({ operation, ms }) =>
            `${words.parts[operation] ?? operation} ${share(ms / (run.stepTimeSeconds * 1000))}`,
        )
        .join(words.comma),
    ],
    [
      words.cost,
      words.range(usd(costUsd?.mid), usd(costUsd?.low), usd(costUsd?.high)) +
        (price === null || origin === null
          ? ''
          : words.chipHour(`$${price.usdPerChipHour.toFixed(2)}`, origin.join(words.comma))),
    ],
    [
      words.energy,
      `${amount(option.energyMwh)} MWh${option.carbonTonnes === null ? '' : words.carbon(amount(option.carbonTonnes))}`,
    ],
  ];
  if (rollout !== null) {
    const systems = `${rollout.systems} x ${rollout.systemId}`;
    const perChip = whole.format(rollout.outputTokensPerSecondPerChip);
    lines.push([words.rollout, words.generating(systems, perChip, usd(rollout.costUsd))]);
  }
  return [
    words.best(option.systemName, run.systems, option.spareSystems),
    ...lines.map(
      ([label, text]) => `  ${label}${' '.repeat(LABEL_WIDTH - widthOf(label))} ${text}`,
    ),
  ].join('\n');
}

function frontierTable({ frontier }: TrainingStudy, words: StudyWords): string {
  const column = columnsOf(words);
  const table = renderTable({
    columns: [
      column('days'),
      column('chips'),
      column('cost'),
      column('system', 'left'),
      column('layout', 'left'),
    ],
    rows: frontier.map((point) => [
      days(point.wallClockDays),
      String(point.chips),
      usd(point.costUsd),
      point.systemId,
      layoutText(point.layout),
    ]),
  });
  return `${words.frontier}\n${table}`;
}

function bandwidthTable(
  { systemId, chips, points }: NonNullable<TrainingStudy['bandwidth']>,
  words: StudyWords,
): string {
  const column = columnsOf(words);
  const table = renderTable({
    columns: [
      column('domain'),
      column('scaleUp'),
      column('scaleOut'),
      column('ratio'),
      column('days'),
      column('cost'),
      column('relative'),
      column('held'),
    ],
    rows: points.map((point) => [
      String(point.scaleUpDomainChips),
      whole.format(point.scaleUpGBpsPerChip),
      String(point.scaleOutGbpsPerChip),
      `${point.oversubscription}:1`,
      days(point.wallClockDays),
      usd(point.costUsd),
      point.relativeCost.toFixed(2),
      days(point.heldLayoutDays),
    ]),
  });
  return `${words.network(chips, systemId)}\n${table}`;
}

const flagText =
  (locale: Locale, form: FlagForm) =>
  ({ version, sourceUrl, notes, ...text }: TrainingStudy['flags'][number]): string =>
    [
      `# ${version}, ${sourceUrl}`,
      ...notes.map((note) => `# ${messageText(note, locale)}`),
      text[form],
    ].join('\n');

function excuses({ excuses: all }: TrainingStudy, locale: Locale): string {
  const shown = all
    .slice(0, MOST_EXCUSES)
    .map(({ message }) => `- ${messageText(message, locale)}`);
  const more = all.length - shown.length;
  if (more > 0) shown.push(`… +${more}`);
  return shown.length === 0 ? '' : [STUDY_WORDS[locale].excuses, ...shown].join('\n');
}
