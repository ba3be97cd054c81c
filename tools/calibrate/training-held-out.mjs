import { fitOn, logError } from './training-fit.mjs';

const FOLDS = 5;
/** A chip outside every class is taken to be this much worse known than one of a class. */
const UNSEEN_FACTOR = 1.5;
/** z of the 90th percentile: half of an 80 % interval in standard deviations. */
const Z_90 = 1.2815515655446004;

/** Rows fall into folds by their name, the same in every run. */
export const foldOf = ({ row }) =>
  [...row.id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % FOLDS;

/** Sizes and derivatives of one model share a family, so that leaving it out leaves all of it out. */
export const familyOf = ({ row }) =>
  row.model.name.toLowerCase().match(/[a-z]+[- ]?[\d.]*/)?.[0] ?? '';

export const chipOf = ({ row }) => row.chip;

/** Log errors of rows under a set of coefficients. */
export const errorsOf = (core, entries, data) =>
  entries.map((entry) => ({
    row: entry.row,
    machine: entry.machine,
    stack: entry.stack,
    error: logError(core, entry, data),
  }));

/** Errors on each group by a fit that has not seen it. */
export function leaveOut(core, all, judged, groupOf, full) {
  const errors = [];
  for (const group of [...new Set(judged.map(groupOf))]) {
    const others = all.filter((entry) => groupOf(entry) !== group);
    const left = judged.filter((entry) => groupOf(entry) === group);
    errors.push(...errorsOf(core, left, fitOn(core, others, full).data));
  }
  return errors;
}

const isFamily = ({ row }, family) => (row.model.moe === null) === (family === 'dense');

/**
 * Standard deviations of the stated intervals, from the errors on rows and chips left out and on layouts found.
 * @param data coefficients with the number of rows each chip was fitted to
 */
export function sigmasOf(core, data, { byFold, byChip, found }) {
  return Object.fromEntries(
    ['dense', 'moe'].map((family) => {
      const of = (errors) => errors.filter((entry) => isFamily(entry, family));
      const classSeen = intervalSigma(of(byChip));
      const known = { classSeen, unseen: UNSEEN_FACTOR * classSeen };
      const trial = { ...data, sigma: { [family]: known } };
      const chipSeen = seenSigma(core, of(byFold), family, trial);
      return [family, { chipSeen, ...known, layoutFound: intervalSigma(of(found)) }];
    }),
  );
}

/** The deviation whose 80 % interval holds 80 % of the errors. */
function intervalSigma(errors) {
  const sizes = errors.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
  return (sizes[Math.floor(0.8 * sizes.length)] ?? 0) / Z_90;
}

/** The deviation on chips seen that makes the engine's 80 % intervals hold 80 % of rows left out. */
function seenSigma(core, errors, family, data) {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 30; round += 1) {
    const chipSeen = (low + high) / 2;
    const trial = { ...data, sigma: { [family]: { ...data.sigma[family], chipSeen } } };
    if (coverage(core, errors, trial, 'stated') < 0.8) low = chipSeen;
    else high = chipSeen;
  }
  return high;
}

/**
 * Share of measured speeds inside the intervals the engine states.
 * @param kind whether the layout was stated or found
 */
export function coverage(core, errors, data, kind) {
  const held = errors.filter((entry) => {
    const family = isFamily(entry, 'dense') ? 'dense' : 'moe';
    return Math.abs(entry.error) <= Z_90 * core.trainingSigma(entry.machine, family, kind, data);
  });
  return held.length / errors.length;
}

/** As {@link coverage}, told of each chip as if none of its rows had been seen. */
export function unseenCoverage(core, errors, data) {
  const chips = [...new Set(errors.map(chipOf))];
  const held = chips.map((chip) => {
    const left = errors.filter((entry) => chipOf(entry) === chip);
    const rows = { ...data.rows, [left[0].machine.chipId]: 0 };
    return left.length * coverage(core, left, { ...data, rows }, 'stated');
  });
  return held.reduce((sum, value) => sum + value, 0) / errors.length;
}

export const mape = (errors) =>
  errors.reduce((sum, { error }) => sum + Math.abs(Math.exp(error) - 1), 0) / errors.length;
