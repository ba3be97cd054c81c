/** When one system can be got. Months count from the month the first order could be placed. */
export interface SupplyQuestion {
  readonly months: number;
  /** Months from order to service. */
  readonly leadMonths: number;
  /** Whether units may arrive (bought) or be added (rented) in the month. */
  readonly open: readonly boolean[];
  /** Most units that can be added in the month; `null` where no cap is known. */
  readonly unitsPerMonth: readonly (number | null)[];
}

/**
 * Units that can be in service by the end of each month when everything that can be ordered is; `null` from the
 * month on in which any number can be had. A cap counts by the month of arrival: what the lead time and closed
 * months hold back is not caught up later.
 */
export function supplyCurve(question: SupplyQuestion): (number | null)[] {
  let sum: number | null = 0;
  return Array.from({ length: question.months }, (_, m) => {
    const arrives = m >= Math.ceil(question.leadMonths) && question.open[m] === true;
    if (arrives && sum !== null) {
      const units: number | null = question.unitsPerMonth[m] ?? null;
      sum = units === null ? null : sum + units;
    }
    return sum === null ? null : Math.floor(sum);
  });
}

/** First month, counted from 0, by which `units` are there; `null` when never within the months asked. */
export function monthsUntil(curve: readonly (number | null)[], units: number): number | null {
  const month = curve.findIndex((n) => n === null || n >= units);
  return month < 0 ? null : month;
}
