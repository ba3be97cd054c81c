import type { KernelEngine } from '../kernels/kernel-set';
import { type EngineProfile, NEUTRAL_PROFILE } from './engine-profile';

/** The calibrated profile of an engine. */
export function profileOf(_engine: KernelEngine): EngineProfile {
  return NEUTRAL_PROFILE;
}
