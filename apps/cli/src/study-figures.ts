const PER_CENT = 100;

export const short = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  maximumSignificantDigits: 4,
});
export const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
/** With as many digits as tell a short run or a small amount from nothing. */
export const days = (value: number): string =>
  value < 0.1 ? value.toPrecision(2) : value.toFixed(value < 10 ? 2 : 1);
export const amount = (value: number): string =>
  value > 0 && value < 10 ? value.toPrecision(2) : whole.format(value);
export const share = (value: number): string => `${(value * PER_CENT).toFixed(1)} %`;
export const usd = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : `$${short.format(value)}`;
