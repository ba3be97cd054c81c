import { Injectable } from '@angular/core';
import type { WordKey } from '../words/all-words';

/** A scenario that comes with the product, as a file of the build. */
export interface ExampleScenario {
  file: string;
  title: WordKey;
  text: WordKey;
}

export const EXAMPLES: readonly ExampleScenario[] = [
  {
    file: 'a-chinese-cloud-deepseek.yaml',
    title: 'example.cloud',
    text: 'example.cloudText',
  },
  { file: 'b-lab-405b.yaml', title: 'example.lab', text: 'example.labText' },
  {
    file: 'c-enterprise-appliance.yaml',
    title: 'example.appliance',
    text: 'example.applianceText',
  },
  { file: 'd-mixed-fleet.yaml', title: 'example.mixed', text: 'example.mixedText' },
  {
    file: 'e-well-connected-fabric.yaml',
    title: 'example.connected',
    text: 'example.connectedText',
  },
  { file: 'e-starved-fabric.yaml', title: 'example.starved', text: 'example.starvedText' },
  { file: 'f-length-buckets.yaml', title: 'example.lengths', text: 'example.lengthsText' },
  { file: 'g-day-and-night.yaml', title: 'example.nights', text: 'example.nightsText' },
];

/** Reads the examples that were built in with the page. */
@Injectable({ providedIn: 'root' })
export class ExampleScenarios {
  async text(example: ExampleScenario): Promise<string> {
    const answer = await fetch(`examples/${example.file}`);
    if (!answer.ok) throw new Error(`${example.file}: ${answer.status}`);
    return answer.text();
  }
}
