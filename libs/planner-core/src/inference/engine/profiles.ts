import type { KernelEngine } from '../../kernels/kernel-set';
import engines from '../data/engines.json';
import { type EngineProfile, type RawProfile, toProfile } from './engine-profile';

const RAW: Readonly<Record<KernelEngine, RawProfile>> = engines.profiles;

const PROFILES: Readonly<Record<KernelEngine, EngineProfile>> = {
  vllm: toProfile(RAW.vllm),
  sglang: toProfile(RAW.sglang),
  'tensorrt-llm': toProfile(RAW['tensorrt-llm']),
  vendor: toProfile(RAW.vendor),
};

/** The calibrated profile of an engine; vendor stacks share a neutral one. */
export const profileOf = (engine: KernelEngine): EngineProfile => PROFILES[engine];
