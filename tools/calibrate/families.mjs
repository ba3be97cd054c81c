/**
 * What is fitted: for every kernel family, which measured operation feeds it, how rows fall into surfaces
 * (by precision), what a row says about the shape, and how its time follows from coefficients. Times in seconds.
 */
import { routingLoad } from './routing-load.mjs';

const MS = 1e-3;
const US = 1e-6;

/** A positive coefficient, a share between 0 and 1, and an exponent of either sign. */
const log = (start) => ({ kind: 'log', start });
const unit = (start) => ({ kind: 'unit', start });
const signed = (start) => ({ kind: 'signed', start });

const PRECISION = {
  bfloat16: 'bf16',
  fp8: 'fp8',
  fp8_block: 'fp8-block',
  nvfp4: 'fp4',
  sq: 'int8',
  int4_wo: 'w4a16',
  w4a8_mxfp4_mxfp8: 'mxfp4-fp8',
  w4a16_mxfp4: 'mxfp4',
};

/** Versions that were timed before experts without a gate were: all their experts have one. */
const ALL_GATED = new Set(['sglang 0.5.10', 'vllm 0.14.0', 'trtllm 1.0.0']);

/** Experts without a gate (two matrices) are told by their source or shape. */
const matricesOf = (row, { backend, version }) =>
  !ALL_GATED.has(`${backend} ${version}`) &&
  (String(row.kernel_source).includes('nongated') || row.hidden_size === 2688 || row.topk === 22)
    ? 2
    : 3;

const wire = (op, ranks, bytes) =>
  op === 'all_reduce' ? (2 * (ranks - 1) * bytes) / ranks : ((ranks - 1) * bytes) / ranks;

/** Attention is keyed by the precision of the multiplication and of the cache. */
const attention = (operation, time, parameters) => ({
  operations: [operation],
  accept: (row) => row.isl > 1 || row.step !== undefined,
  precision: (row) =>
    `${PRECISION[row.attn_dtype ?? row.mla_dtype]}/${PRECISION[row.kv_cache_dtype]}`,
  parameters,
  bind: (device, precision) => ({
    peak: device.peak[precision.startsWith('fp8') ? 'fp8' : 'bf16'],
    bandwidth: device.bandwidth,
    kvBytes: precision.endsWith('fp8') ? 1 : 2,
  }),
  prepare: (row) => ({
    sequences: row.batch_size,
    tokens: row.step === undefined ? row.isl : row.step + 1,
    heads: row.num_heads,
    kvHeads: row.num_key_value_heads ?? 1,
    dims: 2 * (row.head_dim ?? 0),
    window: row.window_size ?? 0,
    time: row.latency * MS,
  }),
  time,
});

const PREFILL = {
  launch: log(8e-6),
  compute: log(0.5),
  memory: log(0.7),
  padQuery: log(100),
  wave: log(100),
  perKey: log(1e-9),
  blend: unit(0.2),
  windowSkip: unit(0.9),
  smallDim: signed(0.3),
  largeDim: signed(0),
  convert: log(0.3),
  convertQuery: log(0.1),
  perSequence: log(1e-9),
  perBlock: log(1e-9),
};

const DECODE = {
  launch: log(6e-6),
  compute: log(0.3),
  memory: log(0.8),
  minGroup: log(4),
  perKey: log(2e-10),
  halfUnits: log(4),
  blend: unit(0.2),
  perSequence: log(1e-9),
  padKey: log(16),
  perUnit: log(3e-9),
  perHead: log(3e-10),
  split: log(2e-6),
  splitKeys: log(200),
  cacheGain: log(1),
  cacheBytes: log(5e7),
  oddLoose: unit(0.1),
  wideLoose: unit(0.3),
  windowLoose: unit(0.2),
  reread: unit(0.2),
  windowKey: log(3e-10),
  soloKey: log(3e-10),
  windowSkip: unit(0.9),
  smallDim: signed(0.2),
  largeDim: signed(0),
};

const EXCHANGE = {
  base: log(5e-6),
  perDoubling: log(1e-6),
  efficiency: log(0.7),
  blend: log(1),
  crowding: log(0.01),
};

export const FAMILIES = ({ FORMATS, ...kernels }) => ({
  gemm: {
    operations: ['gemm'],
    accept: (row) => PRECISION[row.gemm_dtype] !== undefined,
    precision: (row) => PRECISION[row.gemm_dtype],
    parameters: {
      launch: log(3e-6),
      perK: log(3e-10),
      compute: log(0.75),
      memory: log(0.8),
      halfK: log(100),
      padM: log(20),
      padN: log(30),
      wave: log(5e5),
      blend: unit(0.1),
      convert: log(2),
      perRow: log(1e-9),
      cacheGain: log(0.5),
      cacheBytes: log(5e7),
    },
    bind: (device, precision) => ({
      peak: device.peak[FORMATS[precision].peak],
      bandwidth: device.bandwidth,
      activationBytes: FORMATS[precision].activationBytes,
      weightBytes: FORMATS[precision].weightBytes,
      outputBytes: 2,
    }),
    prepare: (row) => ({ m: row.m, n: row.n, k: row.k, time: row.latency * MS }),
    time: (s, r) => kernels.gemmTime(s, r.m, r.n, r.k),
    // Scales of quantised rows are moved in vectors of four; other counts are laid out anew by the host.
    ragged: (r) => r.m % 4 !== 0,
  },
  moe: {
    operations: ['moe'],
    accept: (row) => PRECISION[row.moe_dtype] !== undefined,
    precision: (row) => PRECISION[row.moe_dtype],
    parameters: {
      launch: log(1.5e-5),
      compute: log(0.5),
      memory: log(0.7),
      padM: log(8),
      padWidth: log(20),
      tile: log(64),
      tileAt: log(8),
      fill: log(1),
      perExpert: log(5e-8),
      serial: log(3e-9),
      permute: log(2),
      spread: log(1),
      ghost: unit(0.02),
      blend: unit(0.2),
    },
    bind: (device, precision) => ({
      peak: device.peak[FORMATS[precision].peak],
      bandwidth: device.bandwidth,
      weightBytes: FORMATS[precision].weightBytes,
    }),
    prepare: (row, entry) => ({
      ...routingLoad({
        tokens: row.num_tokens,
        topk: row.topk,
        experts: row.num_experts,
        ranks: row.moe_ep_size,
        power: row.distribution === 'balanced' ? 0 : Number(row.distribution.split('_').at(-1)),
      }),
      routed: row.num_tokens * row.topk,
      hidden: row.hidden_size,
      intermediate: row.inter_size / row.moe_tp_size,
      matrices: matricesOf(row, entry),
      time: row.latency * MS,
    }),
    time: (s, r) =>
      kernels.groupedGemmTime(
        s,
        r.assignments,
        r.distinct,
        r.hidden,
        r.intermediate,
        r.matrices,
        r.routed,
      ),
  },
  'prefill-attention': attention(
    'context_attention',
    (s, r) =>
      kernels.prefillAttentionTime(
        s,
        r.sequences,
        r.tokens,
        0,
        r.heads,
        r.kvHeads,
        r.dims,
        r.window,
      ),
    PREFILL,
  ),
  'prefill-mla': attention(
    'context_mla',
    (s, r) => kernels.prefillAttentionTime(s, r.sequences, r.tokens, 0, r.heads, r.heads, 320, 0),
    { ...PREFILL, launch: log(1.2e-5) },
  ),
  'decode-attention': attention(
    'generation_attention',
    (s, r) =>
      kernels.decodeAttentionTime(
        s,
        r.sequences,
        r.tokens,
        r.heads,
        r.kvHeads,
        r.dims,
        r.dims,
        r.window,
      ),
    DECODE,
  ),
  'decode-mla': attention(
    'generation_mla',
    (s, r) => kernels.decodeAttentionTime(s, r.sequences, r.tokens, r.heads, 1, 576, 1088),
    { ...DECODE, launch: log(1e-5), minGroup: log(8) },
  ),
  exchange: {
    operations: ['nccl', 'custom_allreduce'],
    accept: (row) => !String(row.kernel_source).includes('eager') && row.latency > 0,
    precision: (row) => (row.op_name ? row.op_name.replace('_', '-') : 'all-reduce'),
    parameters: EXCHANGE,
    bind: (device) => ({ bandwidth: device.scaleUp }),
    prepare: (row) => ({
      ranks: row.num_gpus,
      bytes: wire(
        row.op_name ?? 'all_reduce',
        row.num_gpus,
        row.message_size * (row.nccl_dtype === 'int8' ? 1 : 2),
      ),
      time: row.latency * MS,
    }),
    time: (s, r) => kernels.exchangeTime(s, r.ranks, r.bytes),
  },
  dispatch: {
    operations: ['wideep_deepep_ll', 'wideep_deepep_normal'],
    accept: (row) => row.num_token <= 16384,
    precision: (row) => (row.dispatch_avg_t_us === undefined ? 'normal' : 'low-latency'),
    parameters: {
      ...EXCHANGE,
      base: log(2e-5),
      perDoubling: log(1e-9),
      efficiency: log(0.4),
      crowding: log(1e-9),
      perExpert: log(3e-8),
      halfUnits: log(4),
    },
    bind: (device) => ({ bandwidth: device.scaleUp }),
    prepare: (row) => {
      const ranks = 8;
      const reached = kernels.expectedDistinct(ranks, Math.min(row.num_topk, ranks * 4));
      const bytes = (row.num_token * row.hidden_size * 3 * reached * (ranks - 1)) / ranks;
      const us =
        row.dispatch_avg_t_us === undefined
          ? row.dispatch_transmit_us + row.combine_transmit_us
          : row.dispatch_avg_t_us + row.combine_avg_t_us;
      // The kernels for throughput are given a number of compute units, which bounds their rate.
      const units = row.dispatch_sms ?? Infinity;
      return { ranks, bytes, units, experts: row.num_experts, time: us * US };
    },
    time: (s, r) =>
      r.experts * s.perExpert +
      kernels.exchangeTime(s, r.ranks, r.bytes * (1 + s.halfUnits / r.units)),
  },
});
