import { describe, expect, it } from 'vitest';
import { loadCatalog } from './catalog';
import { genericServerId } from './generic-server';
import { systemFigures } from './system-figures';

const catalog = loadCatalog();
const derived = catalog.systems.filter((s) => s.derived === true);

/** One system at least by which each of these can be weighed in a plan. */
const MARKET = [
  'nv-h20-96',
  'nv-h20-141',
  'nv-b200-sxm',
  'nv-gb300',
  'amd-mi300x',
  'amd-mi325x',
  'huawei-ascend-910b2',
  'huawei-ascend-910b3',
  'huawei-ascend-910c',
  'cambricon-mlu590',
  'kunlun-p800',
  'biren-br106',
  'biren-br166',
  'metax-c550',
  'metax-c600',
  'moorethreads-s5000',
  'thead-ppu-810e',
  'hygon-dcu-bw1000',
  'google-tpu-v6e',
  'aws-trainium2',
];

describe('generic eight-chip servers', () => {
  it.each(MARKET)('leave no gap: %s can be bought or rented as some system', (chipId) => {
    const systems = catalog.systems.filter((s) => s.chipId === chipId);
    const usable = systems.filter(
      (s) => systemFigures({ system: s, catalog, acceptEstimates: true }).kind === 'usable',
    );
    expect(usable.length).toBeGreaterThan(0);
  });

  it('are marked, named after their chip and cite the rule they follow from', () => {
    expect(derived.length).toBeGreaterThan(0);
    for (const server of derived) {
      expect(server.id).toBe(genericServerId(server.chipId ?? ''));
      expect(server.chips?.value).toBe(8);
      expect(server.chips?.confidence).toBe('assumption');
      expect(server.sourceIds).toContain('headroom-rule-generic-8-chip-server');
    }
  });

  it('exist only where no published server of up to sixteen chips does', () => {
    for (const server of derived) {
      const published = catalog.systems.filter(
        (s) =>
          s.derived !== true &&
          s.chipId === server.chipId &&
          s.kind === 'server' &&
          (s.chips?.value ?? Infinity) <= 16,
      );
      expect(published, server.id).toEqual([]);
    }
  });

  it('are not made of chips that come only in racks, instances or their maker’s halls', () => {
    const made = new Set(derived.map((s) => s.chipId));
    for (const id of [
      'nv-gb200',
      'nv-gb300',
      'aws-trainium3',
      'msft-maia200',
      'bytedance-seedchip',
    ]) {
      expect(made.has(id), id).toBe(false);
    }
  });

  it('link cards without links of their own over PCIe', () => {
    const server = derived.find((s) => s.chipId === 'iluvatar-bi-v150');
    expect(server?.scaleUpTopology).toBe('pcie');
    expect(server?.scaleUpGBpsPerDirection?.value).toBe(31.5);
  });

  it('join no more cards than a bridge does', () => {
    const server = derived.find((s) => s.chipId === 'nv-h100-nvl');
    expect(server?.scaleUpDomainChips?.value).toBe(2);
  });
});
