import { z } from 'zod';

/** Number formats a chip's matrix units may support. */
export const computePrecision = z.enum(['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'int8', 'fp4']);
export type ComputePrecision = z.infer<typeof computePrecision>;

/**
 * Formats weights are stored in; `int8` multiplies 8-bit activations too (W8A8), `w4a16` stores 4-bit integers
 * and computes in 16 bits, `fp4` is multiplied natively (NVFP4 on NVIDIA), `mxfp4` keeps routed experts in 4 bits.
 */
export const weightPrecision = z.enum(['bf16', 'fp16', 'fp8', 'int8', 'w4a16', 'fp4', 'mxfp4']);
export type WeightPrecision = z.infer<typeof weightPrecision>;

/** Formats of the KV cache. */
export const kvPrecision = z.enum(['bf16', 'fp8', 'int8']);
export type KvPrecision = z.infer<typeof kvPrecision>;
