import { describe, expect, it } from 'vitest';
import { usableMachine } from '../testing/kernel-machines';
import { chooseSurface, generationOf, siblingShare } from './choose-surface';
import { gemmTime } from './gemm';
import { type KernelFamily, type SurfaceFile, SURFACES } from './kernel-data';
import { kernelsOf } from './kernel-set';
import { PARAMETERS } from './parameters';

const FAMILIES = Object.keys(SURFACES) as KernelFamily[];

/** The surfaces as they would be had a chip not been measured. */
const without = (family: KernelFamily, chip: string): SurfaceFile => {
  const file: SurfaceFile = SURFACES[family];
  return { ...file, surfaces: file.surfaces.filter((s) => s.chip !== chip) };
};

describe('the surface a chip gets', () => {
  it('is its own where it was measured', () => {
    const chosen = chooseSurface('gemm', usableMachine('nv-h100-sxm'), 'vllm', 'bf16');
    expect(chosen.origin).toBe('chip');
  });

  it('is that of its generation where a sibling was measured', () => {
    expect(generationOf(usableMachine('nv-h20-96'))).toBe('hopper');
    const hopper = chooseSurface('gemm', usableMachine('nv-h20-96'), 'vllm', 'bf16');
    expect(hopper.origin).toBe('generation');
    const blackwell = chooseSurface('gemm', usableMachine('nv-gb300'), 'vllm', 'fp4');
    expect(blackwell.origin).toBe('generation');
  });

  it('is that of the whole population for another vendor, whatever the engine', () => {
    const target = usableMachine('amd-mi300x');
    const chosen = chooseSurface('gemm', target, 'vllm', 'bf16');
    expect(chosen.origin).toBe('population');
    expect(chosen.measuredPeak).toBeNull();
    expect(chooseSurface('gemm', target, 'sglang', 'bf16').values).toBe(chosen.values);
  });

  const LEFT_OUT = [
    ['nv-h100-sxm', 'generation'],
    ['nv-h200-sxm', 'generation'],
    ['nv-b200-sxm', 'generation'],
    ['nv-gb200', 'generation'],
    ['nv-b300-sxm', 'population'],
    ['nv-a100-80-sxm', 'population'],
    ['nv-rtxpro6000-server', 'population'],
  ] as const;

  it.each(LEFT_OUT)('comes, with %s left out, from its %s', (chip, origin) => {
    const target = usableMachine(chip);
    for (const family of FAMILIES) {
      const [precision] = SURFACES[family].surfaces.map((s) => s.precision);
      const chosen = chooseSurface(family, target, 'vllm', precision ?? '', without(family, chip));
      expect(chosen.origin).toBe(origin);
    }
  });

  it.each(LEFT_OUT)(
    'multiplies, with %s left out, large matrices within a half of its own time',
    (chip) => {
      const target = usableMachine(chip);
      const own = kernelsOf(target, 'vllm').gemm.bf16;
      const chosen = chooseSurface('gemm', target, 'vllm', 'bf16', without('gemm', chip));
      const names: readonly string[] = PARAMETERS.gemm;
      const given = Object.fromEntries(names.map((name, i) => [name, chosen.values[i] ?? 0]));
      const inherited = { ...own, ...given, cacheGain: 0 };
      const ratio = gemmTime(inherited, 4096, 8192, 8192) / gemmTime(own, 4096, 8192, 8192);
      expect(ratio).toBeGreaterThan(1 / 1.5);
      expect(ratio).toBeLessThan(1.5);
    },
  );

  it('lets a sibling cut down in FLOP come nearer to its peak, never beyond it', () => {
    const h100 = kernelsOf(usableMachine('nv-h100-sxm'), 'sglang');
    const h20 = kernelsOf(usableMachine('nv-h20-96'), 'sglang');
    expect(h20.grouped['fp8-block'].compute).toBeGreaterThan(h100.grouped['fp8-block'].compute);
    expect(siblingShare(0.5, 1, 1)).toBe(0.5);
    expect(siblingShare(0.5, 2, 1)).toBe(0.5);
    expect(siblingShare(0.5, 1, 2)).toBeCloseTo(2 / 3, 12);
  });

  it('cannot be chosen in a precision nothing was measured in', () => {
    const target = usableMachine('nv-h100-sxm');
    expect(() => chooseSurface('gemm', target, 'vllm', 'fp2')).toThrow('fp2');
  });
});
