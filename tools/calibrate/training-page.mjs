import { format } from 'prettier';

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(head), row(head.map(() => '---')), ...rows.map((cells) => row(cells))].join('\n');

/** Groups errors and gives one line a group: rows, mean error, median of predicted over measured, coverage. */
function groupLines(errors, keyOf) {
  const groups = new Map();
  for (const entry of errors) {
    const key = keyOf(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, entries]) => [
      key,
      entries.length,
      percent(mape(entries)),
      median(entries).toFixed(2),
    ]);
}

const mape = (entries) =>
  entries.reduce((sum, { error }) => sum + Math.abs(Math.exp(error) - 1), 0) / entries.length;

function median(entries) {
  const ratios = entries.map(({ error }) => Math.exp(error)).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)];
}

const near = (entries) =>
  entries.filter(({ error }) => Math.exp(error) >= 0.9 && Math.exp(error) <= 1.15).length /
  entries.length;

/** The page about the accuracy of the training engine, from one calibration. */
export async function accuracyPage({
  file,
  summary,
  inSample,
  byFold,
  byChip,
  byModel,
  found,
  memory,
}) {
  const { fit, sigma } = file;
  const head = ['group', 'rows', 'mean error', 'median of predicted / measured'];
  const text = `# Accuracy of the training engine

Written by \`${fit.command}\` on ${fit.date} from ${fit.rowsFitted} measured runs with a stated layout and ${found.length}
without one. The figures are tokens per second and chip, predicted over measured. The coefficients are in
\`libs/planner-core/src/training/data/efficiency.json\`; they are keyed by chip class, chip and software stack, never by
model or row.

${table(
  ['what', 'mean error'],
  [
    ['rows the coefficients were fitted to', percent(summary.mapeFitted)],
    ['rows left out, one fifth at a time', percent(summary.mapeFiveFold)],
    ['chips left out, one at a time', percent(summary.mapeLeaveOneChipOut)],
    ['model families left out, one at a time', percent(summary.mapeLeaveOneModelOut)],
    ['rows without a layout, at the layout found', percent(summary.mapeLayoutFound)],
    ['of those, 90 to 115 % of what was measured', `${percent(near(found))} of the rows`],
    [
      `peak memory (${memory.length} rows)`,
      percent(memory.reduce((a, b) => a + b, 0) / memory.length),
    ],
  ],
)}

The stated 80 % intervals come from these errors: rows left out for a chip that was measured, chips left out for one
that was not, separately for dense models (standard deviation ${sigma.dense.chipSeen} and ${sigma.dense.classSeen} of the
logarithm) and mixtures of experts (${sigma.moe.chipSeen} and ${sigma.moe.classSeen}).

## By chip

${table(
  head,
  groupLines(inSample, ({ row: r }) => r.chip),
)}

## A chip that was left out

${table(
  head,
  groupLines(byChip, ({ row: r }) => r.chip),
)}

## By kind of model and precision, one fifth of the rows left out at a time

${table(
  head,
  groupLines(
    byFold,
    ({ row: r }) =>
      `${r.model.moe === null ? 'dense' : 'mixture of experts'}, ${r.precision ?? 'not stated'}`,
  ),
)}

## A family of models that was left out

${table(
  head,
  groupLines(byModel, ({ row: r }) => r.model.name.replace(/ PROXY.*| \\(MLPerf\\)/, '')),
)}

## Without a stated layout, by chip

${table(
  head,
  groupLines(found, ({ row: r }) => r.chip),
)}

## What is weak

- Mixtures of experts: the same configuration was published at speeds a factor of two apart as the software matured, and
  rows do not state its version.
- Runs of the same layout by different submitters differ by up to 40 % (adapters on 512 H200).
- What a row leaves open is completed: least recomputation that fits, distributed optimiser, interleaving where a plain
  pipeline would idle more than a quarter of the time.
- Chips outside every calibrated class use the coefficients of all chips, with an interval half as wide again.
`;
  return format(text, { parser: 'markdown', printWidth: 100, proseWrap: 'preserve' });
}
