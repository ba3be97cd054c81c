/** A limit used to this share or more holds the plan back. */
export const BINDING_SHARE = 0.97;

const PERCENT = 100;

/** A share in per cent, to a tenth. */
export const percent = (share: number): number => Math.round(share * PERCENT * 10) / 10;
