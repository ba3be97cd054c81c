import type { Scenario, ScenarioDocument } from '@headroom/models';
import { isSpread, middleScenario } from './middle';

/** A settled scenario whose uncertain numbers can be set again and again without a copy of the rest. */
export interface SettableScenario {
  readonly scenario: Scenario;
  /** Writes a number in place of the n-th uncertain one, in the order in which `settleScenario` asks for them. */
  readonly set: (position: number, value: number) => void;
}

interface Slot {
  readonly holder: object;
  readonly key: string;
}

/** @param document as written; it is not changed, but the scenario made of it is, by `set` */
export function settableScenario(document: ScenarioDocument): SettableScenario {
  const scenario = middleScenario(document);
  const slots: Slot[] = [];
  findSlots(document, scenario, slots);
  return {
    scenario,
    set: (position, value) => {
      const slot = slots[position];
      if (slot === undefined) throw new RangeError(`No uncertain number ${position}.`);
      Reflect.set(slot.holder, slot.key, value);
    },
  };
}

/** Both have the same shape, but for the uncertain numbers. */
function findSlots(written: object, settled: object, slots: Slot[]): void {
  for (const [key, value] of Object.entries(written) as [string, unknown][]) {
    if (isSpread(value)) {
      slots.push({ holder: settled, key });
      continue;
    }
    const part: unknown = Reflect.get(settled, key);
    if (typeof value === 'object' && value !== null && typeof part === 'object' && part !== null) {
      findSlots(value, part, slots);
    }
  }
}
