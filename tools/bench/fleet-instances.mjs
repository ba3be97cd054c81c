/**
 * Fleet problems of a stated size, the same on every machine: what the optimiser is timed on.
 * @typedef {import('@headroom/planner-core').FleetProblem} FleetProblem
 * @typedef {FleetProblem['jobOptions'][number]} JobOption
 */

const CHIPS_PER_UNIT = [8, 8, 8, 8, 16, 32, 64, 72];
const CHIPS_PER_REPLICA = [1, 2, 4, 8, 16, 32];
const MONTHLY_GROWTH = 0.04;
const KW_PER_CHIP = 1.3;

/**
 * Numbers in [0, 1) from a seed (a linear congruential generator with the constants of Numerical Recipes).
 * @param {number} seed
 */
function numbersFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Length buckets of one model, each cut into slices, on kinds of chips of which large ones suit long
 * requests and small ones short requests: the fleet problem of the Melange paper (arXiv 2404.14527).
 * @param {{ side?: number, kinds?: number, slices?: number, load?: number, seed?: number }} [size]
 * @returns {FleetProblem}
 */
export function bucketInstance({ side = 12, kinds = 8, slices = 4, load = 40, seed = 1 } = {}) {
  const next = numbersFrom(seed);
  const pools = Array.from({ length: kinds }, (_, k) => {
    const weight = 0.7 * 1.45 ** k * (0.9 + 0.2 * next());
    return { ...emptyPool(`k${k}`, 'cloud', 1, 0), rent: flatWay([weight], [true]) };
  });
  const buckets = Array.from({ length: side * side }, (_, b) => ({
    inputLog: b % side,
    outputLog: Math.floor(b / side),
    share: 0.2 + next(),
  }));
  const total = buckets.reduce((sum, b) => sum + b.share, 0);
  return {
    ...emptyProblem(1),
    pools,
    services: buckets.map((_, b) => ({ workloadId: `b${b}`, demand: [slices] })),
    serviceOptions: buckets.flatMap(({ inputLog, outputLog, share }, b) =>
      pools
        .map((pool, k) => {
          const length = (inputLog + outputLog) / (2 * side);
          // Larger chips gain with length; the smallest cannot hold the longest requests.
          const power = 1.3 ** k * (1 + 0.35 * k * length) * (0.85 + 0.3 * next());
          return {
            id: `b${b}@${pool.id}`,
            workloadId: `b${b}`,
            poolId: pool.id,
            unitsPerReplica: ((share / total) * load * (1 + 4 * length)) / power / slices,
            capacityPerReplica: 1,
          };
        })
        .filter((_, k) => k > 1 || inputLog + outputLog < side),
    ),
  };
}

/**
 * Services and training jobs on systems at sites over months, with growing demand, doors that open late,
 * and limits on power, supply and the share of one vendor.
 * @param {{ services: number, jobs: number, systems: number, periods: number, sites: number, seed?: number,
 *   requests?: number, limits?: boolean }} size
 * @returns {FleetProblem}
 */
export function fleetInstance({
  services,
  jobs,
  systems,
  periods,
  sites,
  seed = 1,
  requests = 40,
  limits = true,
}) {
  const next = numbersFrom(seed);
  const months = Array.from({ length: periods }, (_, t) => t);
  const kinds = Array.from({ length: systems }, (_, s) => {
    const chips = CHIPS_PER_UNIT[Math.floor(next() * CHIPS_PER_UNIT.length)] ?? 8;
    const power = 0.4 + 2.2 * next();
    return {
      id: `s${s}`,
      chips,
      power,
      vendor: `v${s % 6}`,
      monthly: chips * 550 * power ** 0.9 * (0.7 + 0.6 * next()),
      buyFrom: Math.floor(next() * Math.min(5, periods)),
      rents: next() < 0.6,
      rentFactor: 1.15 + 0.8 * next(),
    };
  });
  const places = Array.from({ length: sites }, (_, s) => ({
    id: `site${s}`,
    factor: 0.95 + 0.1 * next(),
  }));
  const pools = kinds.flatMap((kind) =>
    places.map((place) => {
      const flat = months.map(() => kind.monthly * place.factor);
      return {
        ...emptyPool(`${kind.id}@${place.id}`, place.id, kind.chips, periods),
        systemId: kind.id,
        vendor: kind.vendor,
        domestic: kind.vendor === 'v0',
        buy: flatWay(
          flat,
          months.map((t) => t >= kind.buyFrom),
        ),
        rent: kind.rents
          ? flatWay(
              flat.map((usd) => usd * kind.rentFactor),
              months.map(() => true),
            )
          : null,
      };
    }),
  );
  const loads = Array.from({ length: services }, (_, w) => ({
    workloadId: `w${w}`,
    size: 1 + Math.floor(next() * 4),
    demand: months.map(
      (t) => requests * (0.2 + (1.6 * ((w * 7) % 11)) / 11) * (1 + MONTHLY_GROWTH) ** t,
    ),
  }));
  const serviceOptions = loads.flatMap(({ workloadId, size }) =>
    kinds.flatMap((kind) => {
      const chips = CHIPS_PER_REPLICA[size + Math.floor(next() * 2)] ?? 8;
      const capacity = 0.6 * chips ** 1.05 * kind.power * (0.7 + 0.6 * next());
      const unitsPerReplica =
        chips <= kind.chips ? 1 / Math.floor(kind.chips / chips) : Math.ceil(chips / kind.chips);
      return places.map((place) => ({
        id: `${workloadId}@${kind.id}@${place.id}`,
        workloadId,
        poolId: `${kind.id}@${place.id}`,
        unitsPerReplica,
        capacityPerReplica: capacity,
      }));
    }),
  );
  const jobIds = Array.from({ length: jobs }, (_, j) => `j${j}`);
  const jobOptions = jobIds.flatMap((jobId, j) => {
    const start = (j * 3) % periods;
    const work = 200 + 1800 * next();
    return kinds.flatMap((kind) => {
      const units = Math.ceil(work / (kind.chips * kind.power * (0.8 + 0.4 * next())));
      /** @type {number[]} */
      const periodShare = months.map((t) => (t === start ? 1 : t === start + 1 ? 0.5 : 0));
      return places.flatMap((place) => {
        const base = { jobId, poolId: `${kind.id}@${place.id}`, units, periodShare };
        const rented = kind.monthly * place.factor * kind.rentFactor * units;
        const usd = rented * periodShare.reduce((a, b) => a + b, 0);
        /** @type {JobOption} */
        const shared = { ...base, id: `${jobId}@${base.poolId}`, dedicatedRent: null };
        const dedicatedRent = { weight: usd, costUsd: usd };
        /** @type {JobOption} */
        const rent = { ...shared, id: `${shared.id}:rent`, dedicatedRent };
        return kind.rents ? [shared, rent] : [shared];
      });
    });
  });
  const problem = {
    ...emptyProblem(periods),
    pools,
    services: loads.map(({ workloadId, demand }) => ({ workloadId, demand })),
    serviceOptions,
    jobIds,
    jobOptions,
    sites: places.map((p) => ({ siteId: p.id, powerKw: null, racks: null })),
  };
  if (!limits) return problem;
  const chips = Math.ceil((loads.reduce((s, l) => s + (l.demand.at(-1) ?? 0), 0) / 0.6) * 0.35);
  return {
    ...problem,
    sites: places.map((p) => ({ siteId: p.id, powerKw: chips * KW_PER_CHIP, racks: null })),
    supply: ['v1', 'v2'].map((vendor) => ({
      id: vendor,
      poolIds: pools.filter((p) => p.vendor === vendor).map((p) => p.id),
      chipsPerPeriod: months.map(() => Math.ceil(chips / 4)),
    })),
    maximumVendorShare: 0.6,
  };
}

/**
 * @param {string} id
 * @param {string} siteId
 * @param {number} chips
 * @param {number} periods
 */
function emptyPool(id, siteId, chips, periods) {
  return {
    id,
    systemId: id,
    siteId,
    chips,
    powerKw: chips * KW_PER_CHIP,
    racks: null,
    vendor: id,
    domestic: false,
    existingUnits: Array.from({ length: periods }, () => 0),
    buy: null,
    rent: null,
  };
}

/**
 * @param {readonly number[]} usd
 * @param {readonly boolean[]} open
 */
const flatWay = (usd, open) => ({ weight: usd, costUsd: usd, open });

/**
 * @param {number} periods
 */
const emptyProblem = (periods) => ({
  periods,
  pools: [],
  services: [],
  serviceOptions: [],
  jobIds: [],
  jobOptions: [],
  sites: [],
  supply: [],
  budgetUsd: null,
  fixedCostUsd: 0,
  minimumDomesticShare: null,
  maximumVendorShare: null,
  maximumSystemKinds: null,
});
