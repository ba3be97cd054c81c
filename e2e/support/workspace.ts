import { expect, type APIRequestContext } from '@playwright/test';

/** A small scenario that plans in about a second: one service on a few well-known servers. */
export const SMALL_SCENARIO = `headroom: 1
name: Support desk assistant
description: One model for the support desk of a shop.
currency: USD
horizon: { start: 2026-01, months: 6, periodMonths: 3 }
buyer: { country: US }
sites:
  - id: oregon
    region: us-or
    powerKw: 500
services:
  - id: chat
    model: llama-3.1-70b
    load: { requestsPerSecond: 4 }
    inputTokens: 1500
    outputTokens: 300
    slo: { ttftMs: 3000, tpotMs: 80 }
candidates:
  chips: [nv-h100-sxm, nv-h200-sxm]
`;

/** The small scenario with rules that may or may not change half-way. */
export const SCENARIO_WITH_FUTURES = `${SMALL_SCENARIO}policy:
  branches:
    - id: as-it-stands
      name: The rules stay as they are
      probability: 0.7
      events: []
    - id: h200-banned
      name: H200 is banned
      probability: 0.3
      events:
        - { effective: 2026-04-01, action: ban, chips: [nv-h200-sxm] }
`;

export interface StoredScenario {
  readonly id: string;
  readonly name: string;
}

/** Stores a scenario by the API. */
export async function storeScenario(
  request: APIRequestContext,
  yaml = SMALL_SCENARIO,
): Promise<StoredScenario> {
  const answer = await request.post('/api/v1/scenarios', { data: { yaml } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as StoredScenario;
}

/** Stores a scenario anew, as somebody does who has just read it. */
export async function changeScenario(
  request: APIRequestContext,
  id: string,
  change: (yaml: string) => string,
): Promise<void> {
  const read = await request.get(`/api/v1/scenarios/${id}`);
  const { yaml } = (await read.json()) as { yaml: string };
  const answer = await request.put(`/api/v1/scenarios/${id}`, {
    data: { yaml: change(yaml) },
    headers: { 'If-Match': read.headers()['etag'] ?? '' },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Plans a scenario by the API and waits for the answer. */
export async function planScenario(
  request: APIRequestContext,
  scenarioId: string,
): Promise<string> {
  const answer = await request.post('/api/v1/plans', { data: { scenarioId } });
  expect(answer.status(), await answer.text()).toBe(202);
  const { id } = (await answer.json()) as { id: string };
  await expect
    .poll(async () => (await statusOf(request, id)).status, { timeout: 90_000 })
    .toMatch(/ready|infeasible|failed/);
  return id;
}

async function statusOf(request: APIRequestContext, id: string): Promise<{ status: string }> {
  const answer = await request.get(`/api/v1/plans/${id}`);
  return (await answer.json()) as { status: string };
}

/** Stores a report schedule by the API. */
export async function scheduleReport(
  request: APIRequestContext,
  schedule: { scenarioId: string; name: string; recipient: string; cron?: string },
): Promise<string> {
  const answer = await request.post('/api/v1/report-schedules', {
    data: {
      name: schedule.name,
      scenarioId: schedule.scenarioId,
      cron: schedule.cron ?? '0 8 * * 1',
      timeZone: 'Asia/Shanghai',
      recipients: [schedule.recipient],
      locale: 'en',
      currency: 'USD',
      enabled: true,
    },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** Sends a schedule's report at once and waits until it lies in the mailbox. */
export async function sendNow(request: APIRequestContext, scheduleId: string): Promise<string> {
  const answer = await request.post(`/api/v1/report-schedules/${scheduleId}/send-now`);
  expect(answer.ok(), await answer.text()).toBe(true);
  await expect
    .poll(async () => (await mails(request)).length, { timeout: 60_000 })
    .toBeGreaterThan(0);
  const [mail] = await mails(request);
  return mail?.id ?? '';
}

async function mails(request: APIRequestContext): Promise<{ id: string }[]> {
  const answer = await request.get('/api/v1/mailbox');
  return ((await answer.json()) as { items: { id: string }[] }).items;
}

/** Invites somebody, so that there is an invitation to show. */
export async function inviteColleague(request: APIRequestContext): Promise<void> {
  const answer = await request.post('/api/v1/invitations', {
    data: { email: 'colleague@headroom.example', role: 'viewer', locale: 'en' },
  });
  expect(answer.status(), await answer.text()).toBe(201);
}
