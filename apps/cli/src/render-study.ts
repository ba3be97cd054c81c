import {
  messageText,
  type TrainingLayout,
  type TrainingOption,
  type TrainingStudy,
} from '@headroom/models';
import { renderTable } from './render-table';

type Locale = 'en' | 'zh-CN';
type Align = 'left' | 'right';

const MOST_OPTIONS = 12;
const MOST_EXCUSES = 8;
const MOST_TERMS = 8;
const PER_CENT = 100;

/** How flags are printed. */
export type FlagForm = 'shell' | 'file';

/** A training study as text for the terminal; `flags` null prints none. */
export function renderStudy(study: TrainingStudy, locale: Locale, flags: FlagForm | null): string {
  const best = study.options[0];
  const parts = [
    heading(study),
    study.options.length > 0 ? optionsTable(study) : '',
    best === undefined ? '' : detail(best),
    study.frontier.length > 1 ? frontierTable(study) : '',
    study.bandwidth === null ? '' : bandwidthTable(study.bandwidth),
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
const days = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
const share = (value: number): string => `${(value * PER_CENT).toFixed(1)} %`;
const usd = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : `$${short.format(value)}`;

function heading(study: TrainingStudy): string {
  const loss =
    study.expectedLoss === null ? '' : `, expected loss ${study.expectedLoss.toFixed(3)}`;
  return [
    `${study.modelName} (${study.totalParamsB}B, ${study.activeParamsB}B active), ${study.method}`,
    `${short.format(study.tokens)} tokens, sequences of ${whole.format(study.sequenceTokens)}, batch ${short.format(study.globalBatchTokens)}${loss}`,
  ].join('\n');
}

const column = (id: string, label: string, align: Align = 'right') => ({ id, label, align });

function optionsTable({ options }: TrainingStudy): string {
  const rows = options
    .slice(0, MOST_OPTIONS)
    .map(({ run, costUsd, goodput, spareSystems, tokens }) => [
      run.systemId,
      `${run.chips}${spareSystems > 0 ? `+${spareSystems} sp` : ''}`,
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
      column('system', 'System', 'left'),
      column('chips', 'Chips'),
      column('layout', 'Layout', 'left'),
      column('days', 'Days'),
      column('end', 'End'),
      column('mfu', 'MFU'),
      column('goodput', 'Goodput'),
      column('cost', 'Cost'),
      column('tokens', 'Tokens'),
    ],
    rows,
  });
  return more > 0 ? `${table}\n… +${more}` : table;
}

function detail(option: TrainingOption): string {
  const { run, goodput, price, costUsd, rollout } = option;
  const { memory, wallClockDays, tokensPerSecondPerChip: speed } = run;
  const used =
    memory.weightsGb +
    memory.gradientsGb +
    memory.optimizerGb +
    memory.activationsGb +
    memory.reserveGb;
  const lines = [
    `Best: ${option.systemName}, ${run.systems} systems, ${option.spareSystems} spare`,
    `  speed     ${whole.format(speed.mid)} tokens/s/chip (${whole.format(speed.low)} to ${whole.format(speed.high)}), step ${run.stepTimeSeconds.toFixed(2)} s, MFU ${share(run.mfuShare)}, HFU ${share(run.hfuShare)}`,
    `  time      ${days(wallClockDays.mid)} days (${days(wallClockDays.low)} to ${days(wallClockDays.high)}), ${run.startDay} to ${run.endDay}`,
    `  failures  one every ${days(option.meanTimeBetweenInterruptionsHours)} h, ${run.expectedInterruptions.toFixed(1)} expected, goodput ${share(goodput.mid)} (${share(goodput.low)} to ${share(goodput.high)})`,
    `  checkpoint ${whole.format(option.checkpointGb)} GB in ${option.checkpointSeconds.toFixed(1)} s every ${run.checkpointIntervalMinutes.toFixed(1)} min`,
    `  memory    ${used.toFixed(1)} of ${memory.capacityGb.toFixed(0)} GB: weights ${memory.weightsGb.toFixed(1)}, gradients ${memory.gradientsGb.toFixed(1)}, optimiser ${memory.optimizerGb.toFixed(1)}, activations ${memory.activationsGb.toFixed(1)}, reserve ${memory.reserveGb.toFixed(1)}`,
    `  step      ${run.stepTerms
      .slice(0, MOST_TERMS)
      .map(({ operation, ms }) => `${operation} ${share(ms / (run.stepTimeSeconds * 1000))}`)
      .join(', ')}`,
    `  cost      ${usd(costUsd?.mid)} (${usd(costUsd?.low)} to ${usd(costUsd?.high)})${price === null ? '' : ` at $${price.usdPerChipHour.toFixed(2)} a chip-hour (${price.basis}${price.date === null ? '' : `, ${price.date}`})`}`,
    `  energy    ${whole.format(option.energyMwh)} MWh${option.carbonTonnes === null ? '' : `, ${whole.format(option.carbonTonnes)} t CO2`}`,
    ...(rollout === null
      ? []
      : [
          `  rollout   ${rollout.systems} x ${rollout.systemId}, ${whole.format(rollout.outputTokensPerSecondPerChip)} tokens/s/chip, ${usd(rollout.costUsd)}`,
        ]),
  ];
  return lines.join('\n');
}

function frontierTable({ frontier }: TrainingStudy): string {
  const table = renderTable({
    columns: [
      column('days', 'Days'),
      column('chips', 'Chips'),
      column('cost', 'Cost'),
      column('system', 'System', 'left'),
      column('layout', 'Layout', 'left'),
    ],
    rows: frontier.map((point) => [
      days(point.wallClockDays),
      String(point.chips),
      usd(point.costUsd),
      point.systemId,
      layoutText(point.layout),
    ]),
  });
  return `Nobody beats these in time, chips and cost together:\n${table}`;
}

function bandwidthTable({
  systemId,
  chips,
  points,
}: NonNullable<TrainingStudy['bandwidth']>): string {
  const table = renderTable({
    columns: [
      column('domain', 'Domain'),
      column('up', 'Scale-up GB/s'),
      column('out', 'Scale-out Gb/s'),
      column('ratio', 'Oversub.'),
      column('days', 'Days'),
      column('cost', 'Cost'),
      column('relative', 'Relative'),
      column('held', 'Days, layout kept'),
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
  return `Time and cost against the network, ${chips} chips of ${systemId}:\n${table}`;
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
  return shown.length === 0 ? '' : ['Not these:', ...shown].join('\n');
}
