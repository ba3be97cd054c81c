import { describe, expect, it } from 'vitest';
import { hgxA100, hgxH100 } from '../../testing/training-fixtures';
import type { FlopsPerSecond } from '../../units/quantity';
import { chipClass, EFFICIENCY_DATA, efficiencyOf, relativeSigma, usualStack } from './efficiency';

const SHARES = ['gemm16', 'gemm8', 'gemm4', 'attention', 'tensorOverlap', 'dataOverlap'] as const;
const unseen = { ...hgxH100, chipId: 'acme-one', architecture: 'Roadrunner' };

const withPeak = (bf16: number) => ({
  ...unseen,
  peakFlops: { ...unseen.peakFlops, bf16: bf16 as FlopsPerSecond },
});

describe('the coefficients of training', () => {
  it('are shares of a peak for every chip that was fitted', () => {
    for (const chipId of Object.keys(EFFICIENCY_DATA.chips)) {
      const found = efficiencyOf({ ...hgxH100, chipId }, 'megatron');
      for (const name of SHARES) {
        expect(found[name]).toBeGreaterThan(0);
        expect(found[name]).toBeLessThan(1);
      }
    }
  });

  it('are those of its class for a chip nobody measured, those of all chips outside any class', () => {
    const sibling = { ...hgxH100, chipId: 'nv-h900', architecture: 'Hopper + Grace' };
    expect(chipClass(sibling)).toBe('Hopper');
    expect(chipClass(unseen)).toBeNull();
    expect(efficiencyOf(withPeak(1e14), 'megatron').gemm16).toBe(EFFICIENCY_DATA.base.gemm16);
    expect(efficiencyOf(sibling, 'megatron').gemm16).not.toBe(EFFICIENCY_DATA.base.gemm16);
  });

  it('are surer the nearer a chip is to what was measured, and the more of the layout is known', () => {
    const sibling = { chipId: 'nv-h900', architecture: 'Hopper' };
    const [seen, kin, none] = [hgxA100, sibling, unseen].map((m) =>
      relativeSigma(m, 'dense', 'stated'),
    );
    expect(seen).toBeLessThanOrEqual(kin ?? 0);
    expect(kin).toBeLessThanOrEqual(none ?? 0);
    expect(relativeSigma(hgxA100, 'dense', 'found')).toBeGreaterThanOrEqual(seen ?? 0);
  });

  it('fill a larger chip of no known class less', () => {
    const [small, large, larger] = [1e14, 1e15, 2e15].map(
      (peak) => efficiencyOf(withPeak(peak), 'megatron').gemm16,
    );
    expect(large).toBeLessThan(small ?? 0);
    expect(larger).toBeLessThan(large ?? 0);
  });

  it('hold attention of the first fused kernels back on chips after Ampere', () => {
    const now = efficiencyOf(hgxH100, 'torch-fsdp').attention;
    const asAmpere = efficiencyOf({ ...hgxH100, architecture: 'Ampere' }, 'torch-fsdp').attention;
    expect(now).toBeLessThan(asAmpere);
  });

  it('take TPUs to be driven through XLA', () => {
    expect(usualStack({ chipId: 'google-tpu-v9', architecture: 'TPU' })).toBe('xla');
    expect(usualStack(hgxH100)).toBe('megatron');
  });

  it('have unfused attention only in the software that had none', () => {
    expect(efficiencyOf(hgxA100, 'early-megatron').unfusedPasses).toBeGreaterThan(0);
    expect(efficiencyOf(hgxA100, 'megatron').unfusedPasses).toBe(0);
  });
});
