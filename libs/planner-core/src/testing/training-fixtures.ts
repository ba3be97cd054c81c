import type { Llm } from '@headroom/models';
import type { Machine } from '../topology/machine';
import {
  bytesFromGb,
  flopsPerSecondFromTflops,
  rateFromGBps,
  rateFromGbps,
  seconds,
  watts,
} from '../units/convert';
import type { TrainingWorkload } from '../workload/training-workload';

/** Eight H100 in a server, figures as NVIDIA prints them. */
export const hgxH100: Machine = {
  systemId: 'hgx-h100',
  chipId: 'nv-h100-sxm',
  vendor: 'NVIDIA',
  chips: 8,
  architecture: 'Hopper',
  peakFlops: {
    fp32: flopsPerSecondFromTflops(67),
    tf32: flopsPerSecondFromTflops(494),
    bf16: flopsPerSecondFromTflops(989),
    fp16: flopsPerSecondFromTflops(989),
    fp8: flopsPerSecondFromTflops(1979),
    int8: flopsPerSecondFromTflops(1979),
    fp4: null,
  },
  memory: bytesFromGb(80),
  memoryBandwidth: rateFromGBps(3350),
  fabric: {
    domainChips: 8,
    topology: 'switched',
    scaleUpBandwidth: rateFromGBps(450),
    scaleUpLatency: seconds(2e-6),
    scaleOutBandwidth: rateFromGbps(400),
    scaleOutLatency: seconds(6e-6),
    oversubscription: 1,
  },
  systemPower: watts(10_200),
  estimatedFigures: [],
  figureSigma: 0,
};

/** Eight A100 80 GB, for the published tables of 2021 and 2022. */
export const hgxA100: Machine = {
  ...hgxH100,
  systemId: 'hgx-a100',
  chipId: 'nv-a100-80-sxm',
  architecture: 'Ampere',
  peakFlops: {
    ...hgxH100.peakFlops,
    bf16: flopsPerSecondFromTflops(312),
    fp16: flopsPerSecondFromTflops(312),
    fp8: null,
  },
  memoryBandwidth: rateFromGBps(2039),
  fabric: {
    ...hgxH100.fabric,
    scaleUpBandwidth: rateFromGBps(300),
    scaleOutBandwidth: rateFromGbps(200),
  },
};

const dense: Llm = {
  id: 'llama-3.1-8b',
  name: 'Llama 3.1 8B',
  aliases: [],
  layers: 32,
  hiddenSize: 4096,
  intermediateSize: 14336,
  heads: 32,
  kvHeads: 8,
  headDim: 128,
  vocabSize: 128256,
  gatedMlp: true,
  tiedEmbeddings: false,
  moe: null,
  mla: null,
  slidingWindowTokens: null,
  fullAttentionLayers: null,
  otherAttention: 'none',
  mtpLayers: 0,
  totalParamsB: 8.03,
  activeParamsB: 8.03,
  maxContextTokens: 131_072,
  kvElementsPerToken: 65_536,
  releaseDate: '2024-07-23',
  licence: null,
  sourceId: 'fixture',
  confidence: 'given',
};

export const llama8b = dense;

export const llama70b: Llm = {
  ...dense,
  id: 'llama-3.1-70b',
  name: 'Llama 3.1 70B',
  layers: 80,
  hiddenSize: 8192,
  intermediateSize: 28672,
  heads: 64,
  totalParamsB: 70.6,
  activeParamsB: 70.6,
};

export const llama405b: Llm = {
  ...dense,
  id: 'llama-3.1-405b',
  name: 'Llama 3.1 405B',
  layers: 126,
  hiddenSize: 16384,
  intermediateSize: 53248,
  heads: 128,
  totalParamsB: 405.9,
  activeParamsB: 405.9,
};

export const deepseekV3: Llm = {
  ...dense,
  id: 'deepseek-v3',
  name: 'DeepSeek-V3',
  layers: 61,
  hiddenSize: 7168,
  intermediateSize: 18432,
  heads: 128,
  kvHeads: 128,
  vocabSize: 129280,
  moe: {
    experts: 256,
    activeExperts: 8,
    sharedExperts: 1,
    expertIntermediateSize: 2048,
    sharedIntermediateSize: 2048,
    firstDenseLayers: 3,
    layerStep: 1,
  },
  mla: { kvLoraRank: 512, qLoraRank: 1536, qkRopeHeadDim: 64, qkNopeHeadDim: 128, vHeadDim: 128 },
  totalParamsB: 671,
  activeParamsB: 37,
};

/** Llama 3.1 8B on a trillion tokens. */
export const workload8b: TrainingWorkload = {
  id: 'train-8b',
  llm: llama8b,
  method: 'pretrain',
  tokens: 1e12,
  sequenceTokens: 8192,
  globalBatchTokens: 256 * 8192,
  precision: 'bf16',
  recompute: 'auto',
  startDay: '2026-01-01',
  scaleOutGbpsPerChip: null,
  oversubscription: null,
  reliability: {
    chipMtbfHours: 50_677,
    restartMinutes: 15,
    checkpointWriteGBps: 250,
    dataParallelOverlapShare: 0.8,
  },
};
