import { expect, test } from '@playwright/test';
import { aPerson, signUp } from '../support/person';
import { planScenario, scheduleReport, storeScenario } from '../support/workspace';

test('one workspace sees nothing of another, neither by the web nor by any address of the API', async ({
  browser,
  page,
  context,
}) => {
  const theirs = await browser.newContext();
  const them = aPerson('Chen Yu');
  await signUp(theirs.request, them);
  const scenario = await storeScenario(theirs.request);
  const planId = await planScenario(theirs.request, scenario.id);
  const scheduleId = await scheduleReport(theirs.request, {
    scenarioId: scenario.id,
    name: 'Monday page',
    recipient: them.email,
  });

  await signUp(context.request, aPerson());
  await page.goto('/scenarios');
  await expect(page.getByRole('heading', { level: 1, name: 'Scenarios' })).toBeVisible();
  await expect(page.getByText(scenario.name)).toHaveCount(0);

  await page.goto(`/scenarios/${scenario.id}`);
  await expect(page.getByText('This does not exist, or not in your workspace.')).toBeVisible();
  await page.goto(`/plans/${planId}`);
  await expect(page.getByText('This does not exist, or not in your workspace.')).toBeVisible();

  for (const path of [
    `scenarios/${scenario.id}`,
    `scenarios/${scenario.id}/versions`,
    `scenarios/${scenario.id}/versions/1`,
    `plans/${planId}`,
    `plans/${planId}/events`,
    `report-schedules/${scheduleId}`,
  ]) {
    const answer = await context.request.get(`/api/v1/${path}`);
    expect(answer.status(), path).toBe(404);
    expect(await answer.text(), path).not.toContain(scenario.name);
  }
  for (const path of ['scenarios', 'plans', 'report-schedules', 'mailbox', 'api-keys']) {
    const answer = await context.request.get(`/api/v1/${path}`);
    expect(((await answer.json()) as { items: unknown[] }).items, path).toEqual([]);
  }
  const planning = await context.request.post('/api/v1/plans', {
    data: { scenarioId: scenario.id },
  });
  expect(planning.status()).toBe(404);
  const removal = await context.request.delete(`/api/v1/scenarios/${scenario.id}`);
  expect(removal.status()).toBe(404);

  expect((await theirs.request.get(`/api/v1/scenarios/${scenario.id}`)).status()).toBe(200);
  await theirs.close();
});
