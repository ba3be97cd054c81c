/**
 * Seconds of kernels that touch every element once (norm, rotary embedding, activation, residual).
 * Bandwidth-bound with about three quarters of the memory rate on large tensors.
 */
export const elementwiseTime = (bytes: number, bandwidth: number): number =>
  bytes / (bandwidth * ELEMENTWISE_MEMORY_SHARE);

const ELEMENTWISE_MEMORY_SHARE = 0.75;
