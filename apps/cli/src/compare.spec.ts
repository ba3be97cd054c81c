import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planComparison } from '@headroom/models';
import { afterAll, describe, expect, it } from 'vitest';
import { cli } from './testing/run-cli';

const folder = mkdtempSync(join(tmpdir(), 'headroom-compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scenarioWith = (requestsPerSecond: number): string => `headroom: 1
name: Small
horizon: { start: 2026-01, months: 2 }
buyer: { country: US }
sites:
  - { id: dallas, region: us-tx }
services:
  - id: chat
    model: llama-3.1-70b
    load: { requestsPerSecond: ${requestsPerSecond} }
    inputTokens: 500
    outputTokens: 200
candidates: { systems: [nv-dgx-h100] }
acquisition: buy
`;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('compare', () => {
  const from = file('from.yaml', scenarioWith(5));
  const to = file('to.yaml', scenarioWith(100));

  it('says what changed in the document and which change moved the cost', () => {
    const { code, out, err } = cli(['compare', from, to]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('/services/chat/load/requestsPerSecond: 5 -> 100');
    expect(out).toMatch(/services\/chat +\+[\d,]+/);
  });

  it('leaves the figures of a scenario without a plan open', () => {
    const poor = file('poor.yaml', `${scenarioWith(5)}limits: { budgetUsd: 1 }\n`);
    const { code, out } = cli(['compare', from, poor]);
    expect(code).toBe(0);
    expect(out).toMatch(/totalCostUsd +[\d,]+ +– +–/);
    expect(out).toMatch(/total +[\d,]+ +– +–/);
  });

  it('prints JSON that keeps the schema, with causes that add up to the cent', () => {
    const { out } = cli(['compare', from, to, '--json']);
    const comparison = planComparison.parse(JSON.parse(out));
    const cents = (usd: number) => Math.round(usd * 100);
    const total = comparison.figures.find((f) => f.name === 'totalCostUsd');
    const causes = comparison.causes ?? [];
    expect(causes.reduce((sum, c) => sum + cents(c.changeUsd), 0)).toBe(cents(total?.change ?? 0));
  });

  it('refuses to read both scenarios from standard input', () => {
    const { code, err } = cli(['compare', '-', '-']);
    expect(code).toBe(2);
    expect(err).toContain('Only one');
  });
});
