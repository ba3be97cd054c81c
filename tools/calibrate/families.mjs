/**
 * What is fitted: for every kernel family, which measured operation feeds it, how rows fall into surfaces
 * (by precision) and how one row's time follows from a coefficient object. Times are in seconds.
 */
const MS = 1e-3;
const US = 1e-6;

const log = (start) => ({ kind: 'log', start });
const unit = (start) => ({ kind: 'unit', start });

const GEMM_PRECISION = {
  bfloat16: 'bf16',
  fp8: 'fp8',
  fp8_block: 'fp8-block',
  nvfp4: 'fp4',
  sq: 'int8',
  int4_wo: 'w4a16',
};
const MOE_PRECISION = {
  bfloat16: 'bf16',
  fp8: 'fp8',
  fp8_block: 'fp8-block',
  nvfp4: 'fp4',
  w4a8_mxfp4_mxfp8: 'mxfp4-fp8',
  w4a16_mxfp4: 'mxfp4',
  int4_wo: 'w4a16',
};
const ATTENTION = { bfloat16: 'bf16', fp8: 'fp8' };

/** Kernels of non-gated experts (two matrices) are told by their source or shape. */
const isGated = (row) =>
  !String(row.kernel_source).includes('nongated') && row.hidden_size !== 2688 && row.topk !== 22;

const wire = (op, ranks, bytes) =>
  op === 'all_reduce' ? (2 * (ranks - 1) * bytes) / ranks : ((ranks - 1) * bytes) / ranks;

export const FAMILIES = ({ FORMATS, ...kernels }) => ({
  gemm: {
    operations: ['gemm'],
    accept: (row) => GEMM_PRECISION[row.gemm_dtype] !== undefined,
    precision: (row) => GEMM_PRECISION[row.gemm_dtype],
    parameters: {
      launch: log(3e-6),
      perK: log(3e-10),
      compute: log(0.75),
      memory: log(0.8),
      halfK: log(100),
      padM: log(20),
      wave: log(5e5),
      blend: unit(0.1),
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
  },
  moe: {
    operations: ['moe'],
    accept: (row) => MOE_PRECISION[row.moe_dtype] !== undefined && isGated(row),
    precision: (row) => MOE_PRECISION[row.moe_dtype],
    parameters: {
      launch: log(1.5e-5),
      compute: log(0.5),
      memory: log(0.7),
      padM: log(8),
      perExpert: log(5e-8),
      permute: log(2),
      blend: unit(0.2),
      skew: log(0.15),
    },
    bind: (device, precision) => ({
      peak: device.peak[FORMATS[precision].peak],
      bandwidth: device.bandwidth,
      weightBytes: FORMATS[precision].weightBytes,
    }),
    prepare: (row) => ({
      assignments: (row.num_tokens * row.topk) / row.moe_ep_size,
      experts: row.num_experts / row.moe_ep_size,
      ranks: row.moe_ep_size,
      tokens: row.num_tokens,
      hidden: row.hidden_size,
      intermediate: row.inter_size / row.moe_tp_size,
      power: row.distribution === 'balanced' ? 0 : Number(row.distribution.split('_').at(-1)),
      time: row.latency * MS,
    }),
    time: (s, r) => {
      const skew = r.power > 0 ? Math.pow(r.ranks, s.skew) : 1;
      const assignments = Math.max(1, r.assignments * skew);
      const distinct =
        r.power > 0
          ? kernels.expectedDistinct(r.experts, assignments / 1.5)
          : Math.min(r.experts, assignments);
      return kernels.groupedGemmTime(s, assignments, distinct, r.hidden, r.intermediate, 3);
    },
  },
  'prefill-attention': {
    operations: ['context_attention'],
    accept: (row) => row.isl > 1,
    precision: (row) => `${ATTENTION[row.attn_dtype]}/${ATTENTION[row.kv_cache_dtype]}`,
    parameters: {
      launch: log(8e-6),
      compute: log(0.5),
      memory: log(0.7),
      padQuery: log(100),
      wave: log(100),
      perKey: log(1e-9),
      headExponent: log(0.2),
      blend: unit(0.2),
    },
    bind: (device, precision) => ({
      peak: device.peak[precision.startsWith('fp8') ? 'fp8' : 'bf16'],
      bandwidth: device.bandwidth,
      kvBytes: precision.endsWith('fp8') ? 1 : 2,
    }),
    prepare: (row) => ({ ...row, window: row.window_size ?? 0, time: row.latency * MS }),
    time: (s, r) =>
      kernels.prefillAttentionTime(
        s,
        r.batch_size,
        r.isl,
        0,
        r.num_heads,
        r.num_key_value_heads,
        2 * r.head_dim,
        r.window,
      ),
  },
  'prefill-mla': {
    operations: ['context_mla'],
    accept: (row) => row.isl > 1,
    precision: (row) => `${ATTENTION[row.mla_dtype]}/${ATTENTION[row.kv_cache_dtype]}`,
    parameters: {
      launch: log(1.2e-5),
      compute: log(0.5),
      memory: log(0.7),
      padQuery: log(100),
      wave: log(100),
      perKey: log(1e-9),
      headExponent: log(1e-9),
      blend: unit(0.2),
    },
    bind: (device, precision) => ({
      peak: device.peak[precision.startsWith('fp8') ? 'fp8' : 'bf16'],
      bandwidth: device.bandwidth,
      kvBytes: precision.endsWith('fp8') ? 1 : 2,
    }),
    prepare: (row) => ({ ...row, time: row.latency * MS }),
    time: (s, r) =>
      kernels.prefillAttentionTime(s, r.batch_size, r.isl, 0, r.num_heads, r.num_heads, 320, 0),
  },
  'decode-attention': {
    operations: ['generation_attention'],
    accept: () => true,
    precision: (row) => `${ATTENTION[row.attn_dtype]}/${ATTENTION[row.kv_cache_dtype]}`,
    parameters: {
      launch: log(6e-6),
      compute: log(0.3),
      memory: log(0.8),
      minGroup: log(4),
      perKey: log(2e-10),
      halfUnits: log(4),
      blend: unit(0.2),
      perSequence: log(1e-9),
    },
    bind: (device, precision) => ({
      peak: device.peak[precision.startsWith('fp8') ? 'fp8' : 'bf16'],
      bandwidth: device.bandwidth,
      kvBytes: precision.endsWith('fp8') ? 1 : 2,
    }),
    prepare: (row) => ({ ...row, window: row.window_size ?? 0, time: row.latency * MS }),
    time: (s, r) => {
      const context = r.window > 0 ? Math.min(r.window, r.step + 1) : r.step + 1;
      return kernels.decodeAttentionTime(
        s,
        r.batch_size,
        context,
        r.num_heads,
        r.num_key_value_heads,
        2 * r.head_dim,
        2 * r.head_dim,
      );
    },
  },
  'decode-mla': {
    operations: ['generation_mla'],
    accept: () => true,
    precision: (row) => `${ATTENTION[row.mla_dtype]}/${ATTENTION[row.kv_cache_dtype]}`,
    parameters: {
      launch: log(1e-5),
      compute: log(0.3),
      memory: log(0.7),
      minGroup: log(8),
      perKey: log(2e-10),
      halfUnits: log(4),
      blend: unit(0.2),
      perSequence: log(1e-9),
    },
    bind: (device, precision) => ({
      peak: device.peak[precision.startsWith('fp8') ? 'fp8' : 'bf16'],
      bandwidth: device.bandwidth,
      kvBytes: precision.endsWith('fp8') ? 1 : 2,
    }),
    prepare: (row) => ({ ...row, time: row.latency * MS }),
    time: (s, r) =>
      kernels.decodeAttentionTime(s, r.batch_size, r.step + 1, r.num_heads, 1, 576, 1088),
  },
  exchange: {
    operations: ['nccl', 'custom_allreduce'],
    accept: (row) => !String(row.kernel_source).includes('eager') && row.latency > 0,
    precision: (row) => (row.op_name ? row.op_name.replace('_', '-') : 'all-reduce'),
    parameters: {
      base: log(5e-6),
      perDoubling: log(1e-6),
      efficiency: log(0.7),
      blend: log(1),
      crowding: log(0.01),
    },
    bind: (device) => ({ bandwidth: device.scaleUp }),
    prepare: (row) => {
      const element = row.nccl_dtype === 'int8' ? 1 : 2;
      const op = row.op_name ?? 'all_reduce';
      return {
        ranks: row.num_gpus,
        bytes: wire(op, row.num_gpus, row.message_size * element),
        time: row.latency * MS,
      };
    },
    time: (s, r) => kernels.exchangeTime(s, r.ranks, r.bytes),
  },
  dispatch: {
    operations: ['wideep_deepep_ll', 'wideep_deepep_normal'],
    accept: (row) => row.num_token <= 16384,
    precision: (row) => (row.dispatch_avg_t_us === undefined ? 'normal' : 'low-latency'),
    parameters: {
      base: log(2e-5),
      perDoubling: log(1e-9),
      efficiency: log(0.4),
      blend: log(1),
      crowding: log(1e-9),
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
      return { ranks, bytes, time: us * US };
    },
    time: (s, r) => kernels.exchangeTime(s, r.ranks, r.bytes),
  },
});
