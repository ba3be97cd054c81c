import { format } from 'prettier';
import { mape } from './training-held-out.mjs';

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

function median(entries) {
  const ratios = entries.map(({ error }) => Math.exp(error)).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)];
}

const near = (entries) =>
  entries.filter(({ error }) => Math.exp(error) >= 0.9 && Math.exp(error) <= 1.15).length /
  entries.length;

const worst = (entries) => Math.max(...entries.map(({ error }) => Math.abs(Math.exp(error) - 1)));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const dense = (entries) => entries.filter(({ row: r }) => r.model.moe === null);
const mixtures = (entries) => entries.filter(({ row: r }) => r.model.moe !== null);
const shares = (entries) => [
  percent(mape(entries)),
  percent(mape(dense(entries))),
  percent(mape(mixtures(entries))),
];

/** The page about the accuracy of the training engine, from one calibration. */
export async function accuracyPage({ fit, sigma, errors, memory, outOfMemory }) {
  const { inSample, byFold, byChip, byModel, found, foundByChip } = errors;
  const head = ['group', 'rows', 'mean error', 'median of predicted / measured'];
  const megatron = inSample.filter(({ stack }) => stack === 'early-megatron');
  const megatronLeftOut = byFold.filter(({ stack }) => stack === 'early-megatron');
  const text = `# Accuracy of the training engine

Written by \`${fit.command} -- --only training\` on ${fit.date} from ${fit.rowsFitted} measured runs with a stated
layout and ${found.length} without one. The figures are tokens per second and chip, predicted over measured. The
coefficients are in \`libs/planner-core/src/training/data/efficiency.json\`; they are keyed by chip class, chip and
software stack, never by model or row. \`npm run --silent headroom -- validate\` scores the written coefficients.

${table(
  ['what', 'mean error', 'dense models', 'mixtures of experts'],
  [
    ['rows the coefficients were fitted to', ...shares(inSample)],
    ['rows left out, one fifth at a time', ...shares(byFold)],
    ['chips left out, one at a time', ...shares(byChip)],
    ['chips left out, runs without a stated layout, at the layout found', ...shares(foundByChip)],
    ['model families left out, one at a time', ...shares(byModel)],
    ['rows without a layout, at the layout found', ...shares(found)],
  ],
)}

${table(
  ['what', 'share'],
  [
    ['layouts found that reach 90 to 115 % of what was measured', percent(near(found))],
    ['80 % intervals that hold a row left out', percent(fit.coverageFiveFold)],
    ['80 % intervals that hold a row of a chip left out', percent(fit.coverageLeaveOneChipOut)],
    ['80 % intervals that hold a row without a layout', percent(fit.coverageLayoutFound)],
    [
      'layouts that ran out of memory and are said not to fit',
      `${outOfMemory.filter(Boolean).length} of ${outOfMemory.length}`,
    ],
    [
      `peak memory, mean error of ${memory.length} rows`,
      percent(mean(memory.map((ratio) => Math.abs(ratio - 1)))),
    ],
    [
      'peak memory, rows within 12 %',
      percent(memory.filter((ratio) => Math.abs(ratio - 1) <= 0.12).length / memory.length),
    ],
  ],
)}

The stated 80 % intervals come from these errors: rows left out for a chip that was measured, chips left out for one
that was not, separately for dense models (standard deviation ${sigma.dense.chipSeen} and ${sigma.dense.classSeen} of the
logarithm) and mixtures of experts (${sigma.moe.chipSeen} and ${sigma.moe.classSeen}).

## Megatron on A100, selective and full recomputation (arXiv:2205.05198, table 5)

Mean error ${percent(mape(megatron))}, largest ${percent(worst(megatron))}; where the fit has not seen the row,
${percent(mape(megatronLeftOut))} and ${percent(worst(megatronLeftOut))}.

${table(
  ['model', 'recomputation', 'predicted / measured', 'row left out'],
  megatron.map(({ row: r, error }) => [
    r.model.name,
    r.recompute,
    Math.exp(error).toFixed(3),
    Math.exp(megatronLeftOut.find((left) => left.row.id === r.id).error).toFixed(3),
  ]),
)}

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

## A chip that was left out, runs without a stated layout

${table(
  head,
  groupLines(foundByChip, ({ row: r }) => r.chip),
)}

## How chips nobody measured are predicted

A chip takes the coefficients of its class (vendor and generation), a class those of all chips. The share of its peak a
chip reaches falls with the peak, by a slope fitted over all chips above 250 TFLOP/s: larger chips need larger products
to fill. What a chip left out costs depends on what remains of its class: 7 % on dense models where a sister of the same
generation was measured as widely (B200, GB200), 12 to 17 % where only other generations or other kinds of runs were
(H100 is left to 9 adapter runs on H200, A100 80 GB takes the only software before 2023 with it).

## What a row does not say

- Software: strategies named in words are PyTorch's FSDP, shard groups by size Megatron's, torchtitan's and MaxText's;
  TPUs, and rows that state a batch per device but no layout, run XLA; model parallelism on A100 is Megatron of 2022 where
  the row knows of sequence parallelism, Megatron with DeepSpeed of 2021 elsewhere.
- Precision: what the chip is best at; pre-training on Blackwell in NVFP4.
- Recomputation: the least that fits; XLA on GPUs recomputes whole layers. Selective recomputation keeps every other
  matrix product in PyTorch's FSDP, torchtitan and XLA, and drops cheap activations (unfused attention) in Megatron.
- Layout: the fastest that fits of what runs are published at: even stages, micro-batches of powers of two, no pipelines on
  TPUs; a batch of about four million tokens where none is stated.
- Interleaving where a plain pipeline would idle more than a quarter of the time; a distributed optimiser.

## What is weak

- Mixtures of experts: the same configuration was published at speeds a factor of two apart as the software matured, and
  rows do not state its version. DeepSeek-V3 in the NeMo of May 2025 ran 2.5 times slower than the same engine predicts
  for the software of autumn.
- GPT-OSS on TPU v7 ran at half of what is predicted: heads and experts narrower than its matrix units are not modelled.
- MI300X against MI325X: the same silicon at other power and software; one predicts the other 45 % too fast.
- Runs of the same layout by different submitters differ by up to 40 % (adapters on 512 H200).
- Short adapter steps are known to 15 %: steps of 0.2 s on 64 and more Blackwell chips come out too slow by as much.
- Chips outside every calibrated class use the coefficients of all chips, with an interval half as wide again.
`;
  return format(text, { parser: 'markdown', printWidth: 100, proseWrap: 'preserve' });
}
