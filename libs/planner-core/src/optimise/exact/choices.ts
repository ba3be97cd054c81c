import type { Packing } from './packing';
import { priceOfOption } from './pricing';

/** Every item close to where it is when divided, and what else it could do within a budget. */
export interface Choices {
  /** Where each item is to begin with. */
  readonly start: readonly Choice[];
  /** Units of each host that takes. */
  readonly startLoad: Float64Array;
  /** Items with another choice. */
  readonly groups: readonly Group[];
  /** Whether every choice within the budget is there. */
  readonly complete: boolean;
}

export interface Group {
  readonly item: number;
  readonly choices: readonly Choice[];
}

/** Copies of an item in its ways. */
export interface Choice {
  readonly placed: readonly Placed[];
  /** How much more it costs than the cheapest way for all copies. */
  readonly cost: number;
  /** Copies that are elsewhere than to begin with. */
  readonly moved: number;
  /** Units it takes more than the start, by host. */
  readonly change: Float64Array;
}

/** Copies of an item in one of its ways. */
export interface Placed {
  readonly option: number;
  readonly copies: number;
}

const MOST_CHOICES = 3000;

/** The choices of all items, on hosts with capacity only; the start rounds the divided items. */
export function choicesOf(
  packing: Packing,
  capacity: readonly number[],
  prices: ArrayLike<number>,
  budget: number,
  divided: ReadonlyMap<number, number>,
): Choices {
  const isOpen = (o: number) => entriesOf(packing, o).every(([h]) => (capacity[h] ?? 0) > 0);
  const startLoad = new Float64Array(capacity.length);
  const start: Choice[] = [];
  const groups: Group[] = [];
  let complete = true;
  packing.items.forEach(({ copies }, item) => {
    const options: { option: number; cost: number }[] = [];
    for (let o = packing.optionStart[item] ?? 0; o < (packing.optionStart[item + 1] ?? 0); o += 1) {
      if (isOpen(o)) options.push({ option: o, cost: priceOfOption(packing, prices, o) });
    }
    const cheapest = Math.min(...options.map((o) => o.cost));
    const ways = options
      .map(({ option, cost }) => ({ option, cost: cost - cheapest }))
      .filter((o) => o.cost <= budget)
      .sort((a, b) => a.cost - b.cost || a.option - b.option);
    const begin = rounded(copies, ways, divided);
    addLoad(packing, begin, 1, startLoad);
    const found = combinations(copies, ways, budget);
    complete &&= found.length <= MOST_CHOICES;
    const choices = found.slice(0, MOST_CHOICES).map(({ placed, cost }): Choice => {
      const change = new Float64Array(capacity.length);
      addLoad(packing, placed, 1, change);
      addLoad(packing, begin, -1, change);
      return { placed, cost, moved: movedBetween(begin, placed, copies), change };
    });
    const own = choices.find((c) => c.moved === 0);
    start.push(
      own ?? { placed: begin, cost: 0, moved: 0, change: new Float64Array(capacity.length) },
    );
    const others = choices.filter((c) => c !== own);
    if (others.length > 0) groups.push({ item, choices: others });
  });
  return { start, startLoad, groups, complete };
}

/** Host and units of every entry of an option. */
export function entriesOf(
  { entryStart, entryHost, entryLoad }: Packing,
  option: number,
): [host: number, load: number][] {
  const entries: [number, number][] = [];
  for (let e = entryStart[option] ?? 0; e < (entryStart[option + 1] ?? 0); e += 1) {
    entries.push([entryHost[e] ?? 0, entryLoad[e] ?? 0]);
  }
  return entries;
}

function addLoad(
  packing: Packing,
  placed: readonly Placed[],
  sign: 1 | -1,
  load: Float64Array,
): void {
  for (const { option, copies } of placed) {
    for (const [h, units] of entriesOf(packing, option)) {
      load[h] = (load[h] ?? 0) + sign * copies * units;
    }
  }
}

/** Whole copies next to the divided ones: each rounded down, and those left over where most was cut off. */
function rounded(
  copies: number,
  ways: readonly { readonly option: number }[],
  divided: ReadonlyMap<number, number>,
): Placed[] {
  const parts = ways.map(({ option }) => {
    const share = divided.get(option) ?? 0;
    const whole = Math.floor(share + WHOLE);
    return { option, copies: whole, rest: share - whole };
  });
  let left = copies - parts.reduce((s, p) => s + p.copies, 0);
  const byRest = [...parts].sort((a, b) => b.rest - a.rest);
  while (left > 0 && byRest.length > 0) {
    for (const part of byRest) {
      if (left > 0) part.copies += 1;
      left -= 1;
    }
  }
  return parts.flatMap(({ option, copies: n }) => (n > 0 ? [{ option, copies: n }] : []));
}

const WHOLE = 1e-7;

function movedBetween(from: readonly Placed[], to: readonly Placed[], copies: number): number {
  const before = new Map(from.map((p) => [p.option, p.copies]));
  return copies - to.reduce((s, p) => s + Math.min(p.copies, before.get(p.option) ?? 0), 0);
}

/** All ways to put the copies within the budget. */
function combinations(
  copies: number,
  ways: readonly { readonly option: number; readonly cost: number }[],
  budget: number,
): { placed: Placed[]; cost: number }[] {
  const found: { placed: Placed[]; cost: number }[] = [];
  const placed: Placed[] = [];
  const search = (k: number, left: number, spent: number): void => {
    if (found.length > MOST_CHOICES) return;
    if (left === 0) {
      found.push({ placed: [...placed], cost: spent });
      return;
    }
    const way = ways[k];
    // Ways come by cost: when this one is too dear for what is left, so are all after it.
    if (way === undefined || spent + left * way.cost > budget) return;
    for (let n = left; n >= 0; n -= 1) {
      if (n > 0) placed.push({ option: way.option, copies: n });
      search(k + 1, left - n, spent + n * way.cost);
      if (n > 0) placed.pop();
    }
  };
  search(0, copies, 0);
  return found;
}
