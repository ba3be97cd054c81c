/** One assistant whose requests are told apart by length, on rented servers; plans in about a second. */
export const SCENARIO_BY_LENGTH = `headroom: 1
name: Documents and drafts
horizon: { start: 2026-01, months: 2 }
buyer: { country: US }
sites:
  - { id: dallas, name: Dallas, region: us-tx }
services:
  - id: assistant
    name: Assistant for documents
    model: llama-3.1-8b
    load: { requestsPerSecond: 60 }
    mix:
      - { share: 0.6, inputTokens: 8000, outputTokens: 60 }
      - { share: 0.4, inputTokens: 250, outputTokens: 1400 }
    slo: { ttftMs: 3000, tpotMs: 60 }
candidates: { systems: [nv-l40s-8, nv-dgx-h100, amd-mi300x-8] }
acquisition: rent
`;

/** A service that is quiet at night, and training that may run then; two sites, either of which carries all. */
export const SCENARIO_WITH_NIGHTS = `headroom: 1
name: By day and by night
horizon: { start: 2026-01, months: 4 }
buyer: { country: US }
sites:
  - { id: dallas, name: Dallas, region: us-tx }
  - { id: ashburn, name: Ashburn, region: us-va }
services:
  - id: support
    name: Support assistant
    model: llama-3.1-70b
    load: { requestsPerSecond: 45, offPeak: { shareOfPeak: 0.25, hoursPerDay: 9 } }
    inputTokens: { mean: 1800, p90: 4000 }
    outputTokens: { mean: 350, p90: 800 }
    slo: { ttftMs: 3000, tpotMs: 50 }
    survivesSiteLoss: true
training:
  - id: retune
    name: Continued training
    model: llama-3.1-70b
    method: continued-pretrain
    tokens: 10000000000
    sequenceTokens: 8192
    globalBatchTokens: 4000000
    precision: bf16
    start: 2026-02-01
    deadlineDays: 90
    sharing: off-peak
candidates: { systems: [nv-dgx-h100, nv-dgx-h200] }
acquisition: buy
`;

/** Futures that part one after the other, and uncertain delivery of what is bought. */
export const SCENARIO_WITH_A_TREE = `headroom: 1
name: A tree of futures
currency: USD
horizon: { start: 2026-01, months: 12, periodMonths: 3 }
buyer: { country: US }
sites:
  - { id: oregon, name: Oregon, region: us-or, powerKw: 900 }
services:
  - id: chat
    name: Chat
    model: llama-3.1-70b
    load: { requestsPerSecond: 12, growthPerMonth: 0.05 }
    inputTokens: 1500
    outputTokens: 300
    slo: { ttftMs: 3000, tpotMs: 80 }
candidates: { chips: [nv-h100-sxm, nv-h200-sxm] }
acquisition: buy
limits:
  supply:
    - { chip: nv-h200-sxm, leadTimeMonths: { low: 1, mid: 2, high: 5 } }
    - { chip: nv-h100-sxm, leadTimeMonths: { low: 1, mid: 2, high: 5 } }
policy:
  branches:
    - { id: as-it-stands, name: The rules stay, probability: 0.5, knownFrom: 2026-10, events: [] }
    - id: h200-banned
      name: H200 is banned early
      probability: 0.3
      knownFrom: 2026-04
      events:
        - { effective: 2026-04-01, action: ban, chips: [nv-h200-sxm] }
    - { id: boom, name: Demand doubles, probability: 0.2, knownFrom: 2026-10, demandFactor: 2, events: [] }
`;
