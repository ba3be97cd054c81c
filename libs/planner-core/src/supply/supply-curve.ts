/** One limit on how many units can be had, by month. */
export interface MonthlyCap {
  /** Most units that can be added in the month; `null` where the limit caps none. */
  readonly unitsPerMonth: readonly (number | null)[];
  /** What is not taken in a month may be taken later. */
  readonly carryOver: boolean;
  /** Most units over all months; `null`: no quota. */
  readonly unitsTotal: number | null;
  /** Whether what is added in the month counts towards the quota. */
  readonly counts: readonly boolean[];
  /** What is added in a planning period is nothing or at least so many units. */
  readonly leastOrder: number;
}

/** When one system can be got. Months count from the month the first order could be placed. */
export interface SupplyQuestion {
  readonly months: number;
  /** Months from order to service. */
  readonly leadMonths: number;
  /** Whether units may arrive (bought) or be added (rented) in the month. */
  readonly open: readonly boolean[];
  /** Planning period of each month: only whole units arrive in one. */
  readonly periodAt: readonly number[];
  readonly caps: readonly MonthlyCap[];
}

/**
 * Units that can be in service by the end of each month when everything that can be ordered is; `null` from the
 * month on in which any number can be had. The terms are those a plan is made under: a cap counts by the period of
 * arrival, in whole units, and what the lead time and closed months hold back is caught up later only where it
 * carries over.
 */
export function supplyCurve({
  months,
  leadMonths,
  open,
  periodAt,
  caps,
}: SupplyQuestion): (number | null)[] {
  const rooms = caps.map((cap) => new Room(cap));
  let before = 0;
  let inPeriod = 0;
  let isFree = false;
  return Array.from({ length: months }, (_, m) => {
    if (m > 0 && periodAt[m] !== periodAt[m - 1]) {
      before += inPeriod;
      rooms.forEach((room) => room.close(inPeriod, m - 1));
      inPeriod = 0;
    }
    rooms.forEach((room) => room.pass(m));
    if (m >= Math.ceil(leadMonths) && open[m] === true) {
      const most = Math.min(...rooms.map((room) => room.arrive(m)));
      isFree ||= most === Infinity;
      const least = Math.max(0, ...caps.map((cap) => cap.leastOrder));
      const whole = Math.floor(most + WHOLE);
      inPeriod = Math.max(inPeriod, whole < least - WHOLE ? 0 : whole);
    }
    return isFree ? null : before + inPeriod;
  });
}

/** What one limit leaves room for, month by month. */
class Room {
  /** Allowed by all months so far, and by those of this period in which units may arrive. */
  private allowed = 0;
  private inPeriod = 0;
  private taken = 0;
  private counted = 0;

  constructor(private readonly cap: MonthlyCap) {}

  /** A month goes by, whether or not anything may arrive. */
  pass(m: number): void {
    this.allowed += this.cap.unitsPerMonth[m] ?? Infinity;
  }

  /** Units this limit lets into the period by a month in which they may arrive. */
  arrive(m: number): number {
    this.inPeriod += this.cap.unitsPerMonth[m] ?? Infinity;
    const rate = this.cap.carryOver ? this.allowed - this.taken : this.inPeriod;
    const { unitsTotal, counts } = this.cap;
    const quota = unitsTotal === null || counts[m] !== true ? Infinity : unitsTotal - this.counted;
    return Math.max(0, Math.min(rate, quota));
  }

  /** A period ends with so many units in it. */
  close(units: number, lastMonth: number): void {
    this.taken += units;
    if (this.cap.counts[lastMonth] === true) this.counted += units;
    this.inPeriod = 0;
  }
}

/** Float noise must not cost a whole unit. */
const WHOLE = 1e-9;

/** First month, counted from 0, by which `units` are there; `null` when never within the months asked. */
export function monthsUntil(curve: readonly (number | null)[], units: number): number | null {
  const month = curve.findIndex((n) => n === null || n >= units);
  return month < 0 ? null : month;
}
