import { scenarioJsonSchema } from '@headroom/models';
import { printJson } from '../output';

/** Prints the JSON Schema of the scenario document. */
export function schema(): void {
  printJson(scenarioJsonSchema());
}
