/** A scenario in YAML that is planned in no time: one service on one system; more may be added below it. */
export const smallScenario = (months: number): string => `headroom: 1
name: Small
horizon: { start: 2026-01, months: ${months} }
buyer: { country: US }
sites:
  - { id: dallas, region: us-tx }
services:
  - id: chat
    model: llama-3.1-70b
    load: { requestsPerSecond: 5 }
    inputTokens: 500
    outputTokens: 200
candidates: { systems: [nv-dgx-h100] }
`;
