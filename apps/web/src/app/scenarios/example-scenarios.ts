import { Injectable } from '@angular/core';
import type { WordKey } from '../words/all-words';

/** A scenario that comes with the product, as a file of the build. */
export interface ExampleScenario {
  file: string;
  title: WordKey;
  text: WordKey;
}

export const EXAMPLES: readonly ExampleScenario[] = [];

/** Reads the examples that were built in with the page. */
@Injectable({ providedIn: 'root' })
export class ExampleScenarios {
  async text(example: ExampleScenario): Promise<string> {
    const answer = await fetch(`examples/${example.file}`);
    if (!answer.ok) throw new Error(`${example.file}: ${answer.status}`);
    return answer.text();
  }
}
