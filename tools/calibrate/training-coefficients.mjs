/**
 * Which coefficients of the training engine are fitted, where they start and how far they may move, and which of
 * them a class of chips, a chip or a software stack may shift. Nothing here knows a model or a row.
 */

/** Start and prior width (in logarithm or logit) of each coefficient of the whole population. */
const BASE = {
  gemm16: [0.8, 1],
  gemm8: [0.75, 1],
  gemm4: [0.65, 1],
  blockScaling: [0.92, 0.15],
  attention: [0.5, 1],
  halfHeadDim: [16, 1],
  groupedGemm: [0.8, 0.15],
  halfDimension: [120, 1],
  elementwise: [1.3, 0.7],
  permute: [1.3, 0.7],
  layerOverhead: [0.0002, 1.5],
  moeLayerOverhead: [0.0006, 1.5],
  scaleUpRate: [1, 0.4],
  scaleOutRate: [1, 0.3],
  tensorOverlap: [0.4, 1.5],
  expertOverlap: [0.2, 1.5],
  contextOverlap: [0.7, 1.5],
  dataOverlap: [0.8, 1],
  shardOverlap: [0.9, 1],
  pipelineOverlap: [0.6, 1],
  unfusedPasses: [6, 0.7],
  stepOverhead: [0.02, 1.5],
  stragglerPerDoubling: [0.005, 0.7],
  peakSlope: [0.3, 1],
};

/** Shifts a level may make, with the width of their prior. */
const CLASS_SHIFTS = {
  gemm: 0.6,
  gemm16: 0.2,
  gemm8: 0.2,
  gemm4: 0.2,
  attention: 0.7,
  elementwise: 0.4,
  layerOverhead: 0.7,
  stepOverhead: 0.5,
};
const CHIP_SHIFTS = { gemm: 0.2, gemm16: 0.1, gemm8: 0.1, attention: 0.3 };
/** `gemm` moves the products of every precision: what holds a chip back in one mostly does in the others. */
const ALIKE = { gemm: ['gemm16', 'gemm8', 'gemm4'] };
const STACK_SHIFTS = {
  gemm16: 0.64,
  gemm8: 0.64,
  attention: 0.8,
  elementwise: 0.64,
  halfDimension: 0.8,
  layerOverhead: 1.1,
  tensorOverlap: 1.6,
  pipelineOverlap: 1.1,
  stepOverhead: 1.6,
};
const STACKS = ['torch-fsdp', 'megatron-fsdp', 'xla', 'early-megatron', 'early-deepspeed'];
const CLASSES = ['Ampere', 'Hopper', 'Blackwell', 'CDNA', 'TPU', 'NeuronCore', 'Gaudi', 'Ascend'];

/** Shares between 0 and 1 move in their logit, everything else in its logarithm; as the engine applies shifts. */
const SHARES = new Set([
  'gemm16',
  'gemm8',
  'gemm4',
  'attention',
  'tensorOverlap',
  'expertOverlap',
  'contextOverlap',
  'dataOverlap',
  'shardOverlap',
  'pipelineOverlap',
]);

/** The parameters of a fit over the chips that occur, each a shift from its start. */
export function parametersFor(chips, classesSeen, stacksSeen) {
  const list = [];
  for (const [name, [, width]] of Object.entries(BASE)) list.push({ level: 'base', name, width });
  for (const key of CLASSES.filter((entry) => classesSeen.has(entry))) {
    for (const [name, width] of Object.entries(CLASS_SHIFTS)) {
      list.push({ level: 'classes', key, name, width });
    }
  }
  for (const key of chips) {
    for (const [name, width] of Object.entries(CHIP_SHIFTS)) {
      list.push({ level: 'chips', key, name, width });
    }
  }
  for (const key of STACKS.filter((entry) => stacksSeen.has(entry))) {
    for (const [name, width] of Object.entries(STACK_SHIFTS)) {
      list.push({ level: 'stacks', key, name, width });
    }
  }
  return list;
}

/** The engine's data for a vector of shifts. */
export function dataFor(parameters, x, sigma) {
  const base = Object.fromEntries(Object.entries(BASE).map(([name, [start]]) => [name, start]));
  const data = {
    base,
    classes: Object.fromEntries(CLASSES.map((key) => [key, {}])),
    chips: {},
    stacks: {},
    sigma,
    rows: {},
  };
  parameters.forEach(({ level, key, name }, i) => {
    if (level === 'base') base[name] = shifted(name, base[name], x[i]);
    else {
      const shifts = (data[level][key] ??= {});
      for (const each of ALIKE[name] ?? [name]) shifts[each] = (shifts[each] ?? 0) + x[i];
    }
  });
  return data;
}

function shifted(name, value, shift) {
  if (!SHARES.has(name)) return value * Math.exp(shift);
  const odds = (value / (1 - value)) * Math.exp(shift);
  return odds / (1 + odds);
}
