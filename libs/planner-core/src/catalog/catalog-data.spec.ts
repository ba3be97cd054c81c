import {
  bomTemplate,
  chip,
  gpuHourCost,
  llm,
  marketFact,
  offer,
  plannerDefault,
  policyEvent,
  region,
  reliabilityFact,
  source,
  system,
} from '@headroom/models';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { loadCatalog } from './catalog';

const catalog = loadCatalog();

const FILES: readonly [name: string, schema: z.ZodType, entries: readonly unknown[]][] = [
  ['chips', chip, catalog.chips],
  ['systems', system, catalog.systems],
  ['llms', llm, catalog.llms],
  ['policy events', policyEvent, catalog.policyEvents],
  ['regions', region, catalog.regions],
  ['BOM templates', bomTemplate, catalog.bomTemplates],
  ['offers', offer, catalog.offers],
  ['sources', source, catalog.sources],
  ['defaults', plannerDefault, catalog.tcoDefaults],
  ['reliability', reliabilityFact, catalog.reliability],
  ['hour costs', gpuHourCost, catalog.gpuHourCosts],
  ['market facts', marketFact, catalog.marketFacts],
];

/** Complete systems whose price is no higher than that of their chips bought one by one, and why that is right. */
const CHEAPER_THAN_CHIPS: Readonly<Record<string, string>> = {
  'huawei-cloudmatrix-384': 'the price of the chip is of single cards on the street',
  'nv-dgx-h200': 'the system was quoted in China, the chip elsewhere',
  'nv-gb300-nvl72': 'the price of the chip is its part of the whole rack',
};

/** Every value under a key of that name, anywhere below. */
function valuesUnder(key: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key ? [inner] : valuesUnder(key, inner),
  );
}

/** Every object that looks like a figure: a number with or without a source. */
function figuresIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = value as Record<string, unknown>;
  return typeof own['value'] === 'number' && !('metric' in own && 'op' in own)
    ? [own]
    : Object.values(own).flatMap(figuresIn);
}

describe('the catalogue', () => {
  it('holds every chip, system, model, act and place that was researched', () => {
    expect(catalog.chips).toHaveLength(112);
    expect(catalog.systems.filter((s) => s.derived !== true)).toHaveLength(96);
    expect(catalog.llms).toHaveLength(93);
    expect(catalog.policyEvents).toHaveLength(54);
    expect(catalog.regions).toHaveLength(27);
    expect(catalog.bomTemplates).toHaveLength(20);
    expect(catalog.offers.length).toBeGreaterThan(1000);
  });

  it.each(['intel-gaudi2-8', 'intel-gaudi3-8', 'nv-hgx-h20-141-8'])(
    'keeps the price of a kit of chips with the chip, not as the price of the server %s',
    (id) => {
      const system = catalog.systems.find((s) => s.id === id);
      expect(system?.priceUsd).toBeNull();
      expect(system?.missingFigures).toContain('priceUsd');
      expect(catalog.offers.filter((o) => o.kind === 'buy' && o.systemId === id)).toEqual([]);
      expect(catalog.chips.find((c) => c.id === system?.chipId)?.priceUsd).not.toBeNull();
    },
  );

  it('sells no server for what its chips cost alone', () => {
    const price = new Map(catalog.chips.map((c) => [c.id, c.priceUsd]));
    const cheaper = catalog.systems.flatMap(({ id, chipId, chips, priceUsd }) => {
      const chip = price.get(chipId ?? '');
      if (!chip || chips === null || chips.value === 1 || priceUsd === null) return [];
      return priceUsd.value > chip.value * chips.value ? [] : [id];
    });
    expect(cheaper.sort()).toEqual(Object.keys(CHEAPER_THAN_CHIPS));
  });

  it.each(FILES)('has only %s that the published schema accepts', (_, schema, entries) => {
    const refused = entries.flatMap((entry) => {
      const result = schema.safeParse(entry);
      return result.success ? [] : [{ entry, issues: result.error.issues }];
    });
    expect(refused).toEqual([]);
  });

  it('names its version and the last day of its evidence', () => {
    expect(catalog.version).toMatch(/^[0-9a-f]{16}$/);
    expect(catalog.asOf).toBe('2026-06-30');
  });

  it('is loaded once and cannot be changed', () => {
    expect(loadCatalog()).toBe(catalog);
    expect(Object.isFrozen(catalog.chips[0]?.peakDenseTflops)).toBe(true);
  });

  it('gives every entry an id of its own', () => {
    for (const [name, , entries] of FILES) {
      const ids = entries.map((entry) => {
        const { id, chipId } = entry as { id?: string; chipId?: string };
        return id ?? chipId;
      });
      expect(new Set(ids).size, name).toBe(ids.length);
    }
  });

  it('gives every chip, system and model names nobody else has', () => {
    for (const entries of [catalog.chips, catalog.systems, catalog.llms]) {
      const names = entries.flatMap((e) => [e.id, ...e.aliases].map((n) => n.toLowerCase()));
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    }
  });
});

describe('references of the catalogue', () => {
  const chipIds = new Set(catalog.chips.map((c) => c.id));
  const systemIds = new Set(catalog.systems.map((s) => s.id));
  const sourceIds = new Set(catalog.sources.map((s) => s.id));
  const templateIds = new Set(catalog.bomTemplates.map((t) => t.id));
  const everything = FILES.filter(([name]) => name !== 'sources').map(([, , entries]) => entries);

  it.each([
    ['sourceId', sourceIds],
    ['chipId', chipIds],
    ['systemId', systemIds],
    ['bomTemplateId', templateIds],
  ])('resolve for every %s', (key, known) => {
    const named = valuesUnder(key, everything).filter((id) => id !== null);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => !known.has(id as string))).toEqual([]);
  });

  it.each([
    ['sourceIds', sourceIds],
    ['chipIds', chipIds],
    ['alternativeChipIds', chipIds],
  ])('resolve for every one of %s', (key, known) => {
    const named = valuesUnder(key, everything).flat();
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => !known.has(id as string))).toEqual([]);
  });

  it('give every figure a source and a confidence', () => {
    const figures = figuresIn(everything);
    expect(figures.length).toBeGreaterThan(1500);
    expect(figures.filter((f) => !sourceIds.has(f['sourceId'] as string))).toEqual([]);
    expect(figures.filter((f) => typeof f['confidence'] !== 'string')).toEqual([]);
  });

  it('cite no source twice under two ids with the same title and address', () => {
    const cited = catalog.sources.map((s) => `${s.title} ${s.url ?? ''}`);
    expect(cited.filter((c, i) => cited.indexOf(c) !== i)).toEqual([]);
  });
});

describe('models of the catalogue', () => {
  it('activate no more parameters than they have', () => {
    expect(catalog.llms.filter((m) => m.activeParamsB > m.totalParamsB)).toEqual([]);
  });

  it('say which of their figures were derived', () => {
    const derived = catalog.llms.filter((m) => m.derivedFields !== undefined).map((m) => m.id);
    expect(derived).toContain('deepseek-v4-pro');
    expect(derived).not.toContain('deepseek-r1');
  });

  it('keep as many values per token as their attention shape says', () => {
    const plain = catalog.llms.filter(
      (m) => m.mla === null && m.otherAttention === 'none' && m.derivedFields === undefined,
    );
    expect(plain.length).toBeGreaterThan(40);
    for (const m of plain) {
      expect(m.kvElementsPerToken, m.id).toBe(2 * m.layers * m.kvHeads * m.headDim);
    }
    const latent = catalog.llms.find((m) => m.id === 'deepseek-r1');
    expect(latent?.kvElementsPerToken).toBe(61 * (512 + 64));
  });
});
