import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog';
import { findChip, findLlm, findRegion, findSystem } from './lookup';

const catalog = loadCatalog();
const idOf = (lookup: ReturnType<typeof findChip>) =>
  lookup.kind === 'found' ? lookup.entry.id : lookup.nearest;

describe('looking up a chip', () => {
  it.each([
    ['nv-h20-96', 'nv-h20-96'],
    ['nvidia-h20', 'nv-h20-96'],
    ['H20', 'nv-h20-96'],
    ['h20 96gb', 'nv-h20-96'],
    ['NVIDIA_H200', 'nv-h200-sxm'],
    ['昇腾910B', 'huawei-ascend-910b2'],
    ['mlu590', 'cambricon-mlu590'],
    ['P800', 'kunlun-p800'],
    ['gb300', 'nv-gb300'],
  ])('finds %s', (asked, id) => {
    expect(idOf(findChip(catalog, asked))).toBe(id);
  });

  it('offers the nearest ids for a name nobody has', () => {
    expect(findChip(catalog, 'nvidia-h2o')).toEqual({
      kind: 'unknown',
      id: 'nvidia-h2o',
      nearest: expect.arrayContaining(['nv-h20-96']),
    });
  });

  it('offers each chip once and no more than three', () => {
    const lookup = findChip(catalog, 'nv-h200');
    const nearest = lookup.kind === 'unknown' ? lookup.nearest : [];
    expect(nearest.length).toBeLessThanOrEqual(3);
    expect(new Set(nearest).size).toBe(nearest.length);
  });

  it('finds every entry by each of its ids and aliases', () => {
    for (const chip of catalog.chips) {
      for (const name of [chip.id, ...chip.aliases]) {
        expect(idOf(findChip(catalog, name)), name).toBe(chip.id);
      }
    }
  });
});

describe('looking up anything else', () => {
  it('finds systems by the names people use', () => {
    const found = ['CM384', 'nvidia-gb300-nvl72', 'DGX H100'].map((name) =>
      findSystem(catalog, name),
    );
    expect(found.map((f) => f.kind === 'found' && f.entry.id)).toEqual([
      'huawei-cloudmatrix-384',
      'nv-gb300-nvl72',
      'nv-dgx-h100',
    ]);
  });

  it('finds models and regions regardless of case', () => {
    expect(findLlm(catalog, 'DeepSeek-R1').kind).toBe('found');
    expect(findRegion(catalog, 'CN-NM').kind).toBe('found');
  });
});
