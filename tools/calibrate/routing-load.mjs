/**
 * What one rank of a measured mixture-of-experts kernel had to do. The benchmark routes evenly, or draws the
 * popularity of experts from a power law between one token and 80 % of them (between 0.01 and 2 where there are
 * fewer token-expert pairs than experts) and times the rank with most pairs. This repeats the draw.
 */
const DRAWS = 8;
const known = new Map();

/**
 * @param {{ tokens: number, topk: number, experts: number, ranks: number, power: number }} routing power 0: even
 * @returns {{ assignments: number, distinct: number }} pairs of the busiest rank and its experts with any
 */
export function routingLoad(routing) {
  const { tokens, topk, experts, ranks, power } = routing;
  const local = experts / ranks;
  if (power === 0) {
    const assignments = Math.max(1, (tokens * topk) / ranks);
    return { assignments, distinct: Math.min(local, assignments) };
  }
  const key = [tokens, topk, experts, ranks, power].join();
  if (!known.has(key)) known.set(key, drawn(routing, local, random(tokens * 31 + experts)));
  return known.get(key);
}

function drawn({ tokens, topk, experts, ranks, power }, local, next) {
  const pairs = tokens * topk;
  const few = pairs <= experts;
  const exponent = 1 - power;
  const low = Math.pow(few ? 0.01 : 1, exponent);
  const high = Math.pow(few ? 2 : Math.max(1.01, 0.8 * tokens), exponent);
  let assignments = 0;
  let distinct = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const popularity = Array.from({ length: experts }, () =>
      Math.pow((high - low) * next() + low, 1 / exponent),
    );
    const whole = popularity.reduce((sum, p) => sum + p, 0);
    let busiest = { pairs: -1, hit: 0 };
    for (let rank = 0; rank < ranks; rank += 1) {
      const counts = popularity
        .slice(rank * local, (rank + 1) * local)
        .map((p) => Math.min(tokens, Math.round((p / whole) * pairs)));
      const sum = counts.reduce((a, b) => a + b, 0);
      if (sum > busiest.pairs) busiest = { pairs: sum, hit: counts.filter((n) => n > 0).length };
    }
    assignments += busiest.pairs / DRAWS;
    distinct += busiest.hit / DRAWS;
  }
  return { assignments: Math.max(1, assignments), distinct: Math.max(1, distinct) };
}

/** Seeded uniform numbers in [0, 1) (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
