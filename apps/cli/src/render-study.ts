import { messageText, type TrainingLayout, type TrainingStudy } from '@headroom/models';
import { renderOption } from './render-option';
import { renderTable } from './render-table';
import { days, share, short, usd, whole } from './study-figures';
import { STUDY_WORDS, type StudyWords } from './study-words';

type Locale = 'en' | 'zh-CN';
type Align = 'left' | 'right';

const MOST_OPTIONS = 12;
const MOST_EXCUSES = 8;

/** How flags are printed. */
export type FlagForm = 'shell' | 'file';

/** A training study as text for the terminal; `flags` null prints none. */
export function renderStudy(study: TrainingStudy, locale: Locale, flags: FlagForm | null): string {
  const words = STUDY_WORDS[locale];
  const best = study.options[0];
  const parts = [
    heading(study, words),
    study.options.length > 0 ? optionsTable(study, words) : '',
    best === undefined ? '' : renderOption(best, words),
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
