/** One operating point that keeps the latency, as the search writes and reads it. Seconds and requests a second. */
export interface TablePoint {
  candidate: number;
  inFlight: number;
  /** Whether prompts are processed by instances of their own. */
  isSplit: boolean;
  prefillInstances: number;
  decodeInstances: number;
  prefillChips: number;
  decodeChips: number;
  chips: number;
  ttft: number;
  tpot: number;
  rate: number;
  tokensPerChip: number;
}

const INTEGERS = 7;
const FLOATS = 4;

/** Operating points in flat arrays, so that adding one allocates nothing until the arrays are full. */
export class PointTable {
  private count = 0;
  private integers: Int32Array;
  private floats: Float64Array;

  constructor(room = 64) {
    this.integers = new Int32Array(room * INTEGERS);
    this.floats = new Float64Array(room * FLOATS);
  }

  get size(): number {
    return this.count;
  }

  clear(): void {
    this.count = 0;
  }

  add(p: Readonly<TablePoint>): void {
    if ((this.count + 1) * INTEGERS > this.integers.length) this.grow();
    const i = this.count * INTEGERS;
    this.integers[i] = p.candidate;
    this.integers[i + 1] = p.inFlight;
    this.integers[i + 2] = p.isSplit ? 1 : 0;
    this.integers[i + 3] = p.prefillInstances;
    this.integers[i + 4] = p.decodeInstances;
    this.integers[i + 5] = p.prefillChips;
    this.integers[i + 6] = p.decodeChips;
    const f = this.count * FLOATS;
    this.floats[f] = p.ttft;
    this.floats[f + 1] = p.tpot;
    this.floats[f + 2] = p.rate;
    this.floats[f + 3] = p.chips;
    this.count += 1;
  }

  tpot = (point: number): number => this.floats[point * FLOATS + 1] ?? 0;
  rate = (point: number): number => this.floats[point * FLOATS + 2] ?? 0;
  chips = (point: number): number => this.floats[point * FLOATS + 3] ?? 1;
  ratePerChip = (point: number): number => this.rate(point) / this.chips(point);
  isSplit = (point: number): boolean => this.integers[point * INTEGERS + 2] === 1;
  candidate = (point: number): number => this.integers[point * INTEGERS] ?? 0;

  /** A point as an object, for the few that are told. */
  read(point: number, outputTokens: number): TablePoint {
    const i = point * INTEGERS;
    const f = point * FLOATS;
    const whole = (at: number): number => this.integers[i + at] ?? 0;
    return {
      candidate: whole(0),
      inFlight: whole(1),
      isSplit: whole(2) === 1,
      prefillInstances: whole(3),
      decodeInstances: whole(4),
      prefillChips: whole(5),
      decodeChips: whole(6),
      chips: this.chips(point),
      ttft: this.floats[f] ?? 0,
      tpot: this.tpot(point),
      rate: this.rate(point),
      tokensPerChip: this.ratePerChip(point) * outputTokens,
    };
  }

  private grow(): void {
    const integers = new Int32Array(this.integers.length * 2);
    integers.set(this.integers);
    this.integers = integers;
    const floats = new Float64Array(this.floats.length * 2);
    floats.set(this.floats);
    this.floats = floats;
  }
}

/**
 * Exact Pareto front of tokens per second and user (1 / tpot) against requests per second and chip: points no
 * other point beats in one without losing in the other, fastest to the user first. Of equal points the first.
 */
export function paretoFront(table: PointTable): number[] {
  const order = Array.from({ length: table.size }, (_, i) => i);
  order.sort(
    (a, b) => table.tpot(a) - table.tpot(b) || table.ratePerChip(b) - table.ratePerChip(a) || a - b,
  );
  const front: number[] = [];
  let most = 0;
  for (const point of order) {
    const perChip = table.ratePerChip(point);
    if (perChip <= most) continue;
    front.push(point);
    most = perChip;
  }
  return front;
}
