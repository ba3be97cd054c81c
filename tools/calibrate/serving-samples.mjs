import { readFileSync } from 'node:fs';

export const readLines = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const positive = (value) => (typeof value === 'number' && value > 0 ? value : null);

/** Measured seconds and tokens per second and chip of a row of either collection; `null` where not stated. */
function measuredOf(row) {
  const m = row.measured ?? {};
  const ms = (value) => (positive(value) === null ? null : value / 1000);
  const perNode = positive(m.output_tok_s_per_node);
  return {
    ttft: ms(m.ttftMs ?? m.ttft_ms),
    tpot: ms(m.tpotMs ?? m.tpot_ms),
    throughput:
      positive(m.outputTokensPerSecondPerChip ?? m.output_tok_s_per_chip) ??
      (perNode === null ? null : perNode / 8),
  };
}

/** Every usable row with what it asks, on which machine, and what was measured. */
export function servingSamples(rows, engine, catalog) {
  const samples = [];
  for (const row of rows) {
    const read = engine.readServingRow(row);
    if (read.kind !== 'question') continue;
    const q = read.question;
    const llm = engine.findLlm(catalog, q.model);
    const hardware = engine.measuredMachine(q.chip, q.chips, q.scaleUpDomain, catalog);
    if (llm.kind !== 'found' || hardware.kind !== 'machine') continue;
    samples.push({
      row,
      q,
      shape: engine.shapeOf(llm.entry),
      machine: hardware.machine,
      measured: measuredOf(row),
    });
  }
  return samples;
}

/** Adds the step model's answer, its residual features and the log errors left to explain. */
export function answerSamples(samples, engine) {
  const scratch = engine.loopScratch();
  return samples.map((s) => {
    const answer = engine.answerServing(
      s.q,
      s.shape,
      s.machine,
      engine.profileOf(s.q.engine),
      scratch,
    );
    const log = (measured, predicted) =>
      measured === null ? null : Math.log(measured / predicted);
    const throughput = log(s.measured.throughput, answer.tokensPerChip);
    const tpot = log(s.measured.tpot, answer.tpot);
    const ttft = log(s.measured.ttft, answer.ttft);
    // Where only a rate is published, the time per token shares its error.
    const implied = throughput === null ? null : -throughput;
    return {
      ...s,
      answer,
      features: engine.residualFeatures(s.q, s.shape, s.machine, answer),
      y: { tpot: tpot ?? implied, ttft, throughput },
    };
  });
}

/** Log errors of an answer after correction: predicted over measured, `null` where not measured. */
export function errorsOf(s, factors) {
  const { answer, measured, q } = s;
  const tpot = answer.tpot * Math.exp(factors.tpot);
  const ttft = answer.ttft * Math.exp(factors.ttft);
  const steps = q.countedOutputTokens - 1;
  const before = answer.ttft + steps * answer.tpot;
  const throughput =
    q.harness === 'published'
      ? answer.tokensPerChip * Math.exp(factors.throughput)
      : (answer.tokensPerChip * before) / (ttft + steps * tpot);
  const log = (predicted, value) => (value === null ? null : Math.log(predicted / value));
  const whole =
    measured.ttft !== null && measured.tpot !== null ? measured.ttft + steps * measured.tpot : null;
  return {
    tpot: log(tpot, measured.tpot),
    ttft: log(ttft, measured.ttft),
    throughput: log(throughput, measured.throughput),
    endToEnd: log(ttft + steps * tpot, whole),
  };
}
