/** Layouts runs were published with: the model, what it ran on, and how it was split. Speeds are left to the sources. */
export interface PublishedLayout {
  readonly id: string;
  readonly source: string;
  readonly chip: string;
  readonly chips: number;
  readonly model: Readonly<Record<string, unknown>>;
  readonly sequenceLength: number;
  readonly precision: string;
  readonly microBatch: number | null;
  readonly globalBatchSequences: number;
  readonly parallelism: Readonly<Record<string, unknown>>;
  readonly recompute: string | null;
}

const dense = (name: string, sizes: readonly [number, number, number, number, number, number]) => {
  const [layers, hidden, heads, kvHeads, ffn, vocab] = sizes;
  return { name, layers, hidden, heads, kvHeads, ffn, vocab, moe: null };
};

const LLAMA_8B = dense('Llama 3 8B', [32, 4096, 32, 8, 14336, 128_256]);
const LLAMA_70B = dense('Llama 3 70B', [80, 8192, 64, 8, 28672, 128_256]);
const LLAMA_405B = dense('Llama 3.1 405B', [126, 16384, 128, 8, 53248, 128_256]);
const GPT_175B = dense('GPT-3 175B', [96, 12288, 96, 96, 49152, 51_200]);

const DGXC = 'https://github.com/NVIDIA/dgxc-benchmarking';
const BRIDGE =
  'https://github.com/NVIDIA-NeMo/Megatron-Bridge/blob/main/docs/performance-summary-archive.md';

export const PUBLISHED_LAYOUTS: readonly PublishedLayout[] = [
  {
    id: 'GPT-3 175B on 64 A100, selective recomputation',
    source: 'https://arxiv.org/abs/2205.05198',
    chip: 'nv-a100-80-sxm',
    chips: 64,
    model: GPT_175B,
    sequenceLength: 2048,
    precision: 'fp16',
    microBatch: 1,
    globalBatchSequences: 64,
    parallelism: { tp: 8, pp: 8, vpp: 3, cp: 1, ep: 1, dp: 1, sequenceParallel: true },
    recompute: 'selective',
  },
  {
    id: 'BLOOM 176B on 384 A100',
    source: 'https://github.com/bigscience-workshop/bigscience/tree/master/train/tr11-176B-ml',
    chip: 'nv-a100-80-sxm',
    chips: 384,
    model: dense('BLOOM 176B', [70, 14336, 112, 112, 57344, 250_880]),
    sequenceLength: 2048,
    precision: 'bf16',
    microBatch: 2,
    globalBatchSequences: 2048,
    parallelism: { tp: 4, pp: 12, vpp: 1, cp: 1, ep: 1, dp: 8, zeroStage: 1 },
    recompute: 'full',
  },
  {
    id: 'MPT-7B on 128 H100, fully sharded',
    source:
      'https://github.com/mosaicml/llm-foundry/blob/main/scripts/train/benchmarking/README.md',
    chip: 'nv-h100-sxm',
    chips: 128,
    model: dense('MPT-7b', [32, 4096, 32, 32, 16384, 50_368]),
    sequenceLength: 2048,
    precision: 'bf16',
    microBatch: 6,
    globalBatchSequences: 768,
    parallelism: { tp: 1, pp: 1, vpp: 1, cp: 1, ep: 1, dp: 128, zeroStage: 3, fsdp: 'FULL_SHARD' },
    recompute: 'none',
  },
  {
    id: 'GPT-3 175B on 1,024 H100',
    source: `${DGXC}/blob/main/nemo_megatron/README_175b.md`,
    chip: 'nv-h100-sxm',
    chips: 1024,
    model: GPT_175B,
    sequenceLength: 2048,
    precision: 'bf16',
    microBatch: 1,
    globalBatchSequences: 2048,
    parallelism: { tp: 4, pp: 8, vpp: 12, cp: 1, ep: 1, dp: 32 },
    recompute: null,
  },
  {
    id: 'Nemotron-4 15B on 128 H100',
    source: `${DGXC}/blob/main/nemotron/README_15b.md`,
    chip: 'nv-h100-sxm',
    chips: 128,
    model: dense('Nemotron-4 15B', [32, 6144, 48, 8, 24576, 256_000]),
    sequenceLength: 4096,
    precision: 'bf16',
    microBatch: 4,
    globalBatchSequences: 512,
    parallelism: { tp: 4, pp: 1, vpp: 1, cp: 1, ep: 1, dp: 32 },
    recompute: null,
  },
  {
    id: 'Llama 3 70B on 128 H100, MaxText',
    source: `${DGXC}/blob/main/maxtext/README_70b.md`,
    chip: 'nv-h100-sxm',
    chips: 128,
    model: LLAMA_70B,
    sequenceLength: 8192,
    precision: 'bf16',
    microBatch: 2,
    globalBatchSequences: 256,
    parallelism: { tp: 1, pp: 1, vpp: 1, cp: 1, ep: 1, dp: 128, zeroStage: 3, fsdp: 128 },
    recompute: null,
  },
  {
    id: 'Llama 3 70B on 64 H100 in FP8',
    source: 'https://github.com/NVIDIA/Megatron-LM/blob/main/examples/llama/README.md',
    chip: 'nv-h100-sxm',
    chips: 64,
    model: LLAMA_70B,
    sequenceLength: 8192,
    precision: 'fp8',
    microBatch: 1,
    globalBatchSequences: 128,
    parallelism: { tp: 4, pp: 8, vpp: 5, cp: 1, ep: 1, dp: 2 },
    recompute: null,
  },
  {
    id: 'Llama 3.1 405B on 1,024 H100 in FP8',
    source: BRIDGE,
    chip: 'nv-h100-sxm',
    chips: 1024,
    model: LLAMA_405B,
    sequenceLength: 8192,
    precision: 'fp8',
    microBatch: 1,
    globalBatchSequences: 1536,
    parallelism: { tp: 8, pp: 8, vpp: 8, cp: 2, ep: 1, dp: 8 },
    recompute: null,
  },
  {
    id: 'Llama 3 8B on 8 GB200 in MXFP8',
    source: BRIDGE,
    chip: 'nv-gb200',
    chips: 8,
    model: LLAMA_8B,
    sequenceLength: 8192,
    precision: 'mxfp8',
    microBatch: 2,
    globalBatchSequences: 128,
    parallelism: { tp: 1, pp: 1, vpp: 1, cp: 1, ep: 1, dp: 8 },
    recompute: null,
  },
  {
    id: 'Llama 3 8B on 64 MI325X in FP8',
    source: 'https://github.com/AMD-AGI/Primus',
    chip: 'amd-mi325x',
    chips: 64,
    model: LLAMA_8B,
    sequenceLength: 8192,
    precision: 'fp8',
    microBatch: 2,
    globalBatchSequences: 2048,
    parallelism: { tp: 1, pp: 1, vpp: 1, cp: 1, ep: 1, dp: 64 },
    recompute: null,
  },
  {
    id: 'DeepSeek-V3 on 256 GB200 in FP8',
    source: BRIDGE,
    chip: 'nv-gb200',
    chips: 256,
    model: {
      ...dense('DeepSeek-V3', [61, 7168, 128, 128, 18432, 129_280]),
      moe: {
        experts: 256,
        top_k: 8,
        shared: 1,
        expert_ffn: 2048,
        first_dense_layers: 3,
        attention: 'MLA',
      },
    },
    sequenceLength: 4096,
    precision: 'fp8',
    microBatch: 1,
    globalBatchSequences: 2048,
    parallelism: { tp: 1, pp: 4, vpp: 4, cp: 1, ep: 64, dp: 64 },
    recompute: null,
  },
  {
    id: 'Grok-1 on 256 GB200',
    source: `${DGXC}/blob/main/grok1/README.md`,
    chip: 'nv-gb200',
    chips: 256,
    model: {
      ...dense('Grok-1 314B', [64, 6144, 48, 8, 32768, 131_072]),
      moe: { experts: 8, top_k: 2, shared: 0, expert_ffn: 32768 },
    },
    sequenceLength: 8192,
    precision: 'bf16',
    microBatch: 1,
    globalBatchSequences: 512,
    parallelism: { tp: 4, pp: 1, vpp: 1, cp: 1, ep: 8, dp: 64 },
    recompute: null,
  },
];
