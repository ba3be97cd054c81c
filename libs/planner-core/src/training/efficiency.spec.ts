import { describe, expect, it } from 'vitest';
import { hgxA100, hgxH100 } from '../testing/training-fixtures';
import { chipClass, EFFICIENCY_DATA, efficiencyOf, relativeSigma } from './efficiency';

const SHARES = ['gemm16', 'gemm8', 'gemm4', 'attention', 'tensorOverlap', 'dataOverlap'] as const;
const unseen = { chipId: 'acme-one', architecture: 'Roadrunner' };

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
    const sibling = { chipId: 'nv-h900', architecture: 'Hopper + Grace' };
    expect(chipClass(sibling)).toBe('Hopper');
    expect(chipClass(unseen)).toBeNull();
    expect(efficiencyOf(unseen, 'megatron').gemm16).toBe(EFFICIENCY_DATA.base.gemm16);
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

  it('have unfused attention only in the software that had none', () => {
    expect(efficiencyOf(hgxA100, 'early-megatron').unfusedPasses).toBeGreaterThan(0);
    expect(efficiencyOf(hgxA100, 'megatron').unfusedPasses).toBe(0);
  });
});
