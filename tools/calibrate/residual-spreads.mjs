/** Published rates, per user and per chip alike. */
const PUBLISHED_SPEED = {
  levels: {
    v: 0.2,
    g: 0.2,
    c: 0.1,
    f: 0.1,
    eg: 0.1,
    ep: 0.2,
    gp: 0.4,
    egp: 0.1,
    evc: 0.05,
    leaf: 0.2,
    evl: 0.1,
    evcl: 0.1,
  },
  shares: { g: 0.2, gk: 0.4 },
  tilts: { e: 0.05, eg: 0.025, leaf: 0.1 },
  noise: 0.2,
  scale: 0.2,
};

/**
 * Prior standard deviation of the residual's coefficients by what their key is made of: `levels` of constants,
 * `shares` of how the error follows a share of the step, `tilts` of how it follows batch, layout and lengths.
 * A kind that is not listed is not fitted. Chosen by the error on rows, models, chips and pairs left out: what
 * many share is held close to zero, what one software version does on one chip may move far.
 *
 * all: every row · v vendor, g generation, e engine, c chip, p precision, f kernel family, ev engine version · run: version
 * and day · leaf: version, chip, precision and family · day: leaf and day · l: how the machine was driven ·
 * k: format of the kernels a share is of.
 */
export const RESIDUALS = {
  loop: {
    tpot: {
      levels: {
        all: 0.03,
        g: 0.06,
        gp: 0.12,
        ecpf: 0.2,
        ev: 0.12,
        run: 0.24,
        runc: 0.24,
        leaf: 0.2,
        day: 0.4,
        el: 0.03,
        elg: 0.06,
      },
      shares: { g: 0.05 },
      tilts: { eg: 0.01, leaf: 0.05, day: 0.1 },
      noise: 0.05,
      scale: 0.1,
    },
    ttft: {
      levels: { ecpf: 0.8, ev: 0.12, run: 0.24, leaf: 1.6, el: 0.12 },
      shares: { k: 0.03, egk: 0.1 },
      tilts: { leaf: 0.2, day: 0.2 },
      noise: 0.075,
      scale: 0.3,
    },
  },
  published: {
    tpot: PUBLISHED_SPEED,
    ttft: {
      levels: { all: 0.4, g: 0.2, f: 0.1, gp: 0.05, ev: 0.1, evc: 0.1, el: 0.2 },
      shares: { gk: 0.2, egk: 0.1 },
      tilts: { e: 0.1, eg: 0.05, leaf: 0.05 },
      noise: 0.1,
      scale: 0.4,
    },
    throughput: PUBLISHED_SPEED,
  },
};

const SHARES = new Set(['experts', 'dense', 'attention', 'network', 'overhead']);

/** Prior of one coefficient; 0 when its kind is not fitted. */
export function priorOf(settings, { key, slope }) {
  const kind = key.split(':')[0];
  const table =
    slope === 'level' ? settings.levels : SHARES.has(slope) ? settings.shares : settings.tilts;
  return table[kind] ?? 0;
}
