import { z } from 'zod';
import { scenario } from './scenario';

/** The published JSON Schema (2020-12) of the scenario document. */
export function scenarioJsonSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://headroom.invalid/schemas/scenario-1.json',
    title: 'Headroom scenario',
    ...z.toJSONSchema(scenario, { io: 'input', unrepresentable: 'any' }),
  };
}
