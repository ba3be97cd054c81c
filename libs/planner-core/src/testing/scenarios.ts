import { scenario, type Scenario, type ScenarioDocument } from '@headroom/models';
import { middleScenario } from '../uncertainty/middle';

/** A small service on one kind of bought server; says only what a test changes. Parsed, so it is a valid scenario. */
export const aScenario = (changes: Partial<Scenario> = {}): Scenario =>
  middleScenario(anUncertainScenario(changes));

/** The same with numbers that may be known only roughly. */
export const anUncertainScenario = (changes: Partial<ScenarioDocument> = {}): ScenarioDocument =>
  scenario.parse({
    headroom: 1,
    name: 'A small service',
    horizon: { start: '2026-01', months: 3 },
    buyer: { country: 'US' },
    sites: [{ id: 'dallas', region: 'us-tx' }],
    services: [
      {
        id: 'chat',
        model: 'llama-3.1-70b',
        load: { requestsPerSecond: 20 },
        inputTokens: 1000,
        outputTokens: 300,
        slo: { ttftMs: 3000, tpotMs: 60 },
      },
    ],
    candidates: { systems: ['nv-dgx-h100', 'nv-dgx-h200'] },
    acquisition: 'buy',
    ...changes,
  });
