import { expect, test } from '@playwright/test';
import { aPerson, signUp } from '../support/person';
import {
  changeScenario,
  planScenario,
  scheduleReport,
  SCENARIO_WITH_FUTURES,
  storeScenario,
} from '../support/workspace';

test('the morning: who has nothing yet starts with one click, who has plans sees what they ask for', async ({
  page,
  context,
}) => {
  const person = aPerson();
  await signUp(context.request, person);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.getByRole('button', { name: 'An appliance for 200 users' }).click();
  await expect(page).toHaveURL(/\/scenarios\//);
  await expect(page.getByRole('button', { name: 'Plan', exact: true })).toBeVisible();

  const { id, name } = await storeScenario(context.request, SCENARIO_WITH_FUTURES);
  await planScenario(context.request, id);
  await changeScenario(context.request, id, (yaml) =>
    yaml.replace('requestsPerSecond: 4', 'requestsPerSecond: 40'),
  );
  const planId = await planScenario(context.request, id);
  await scheduleReport(context.request, {
    scenarioId: id,
    name: 'Monday page',
    recipient: person.email,
  });

  await page.getByRole('link', { name: 'Overview' }).click();
  const plans = page.getByRole('region', { name: 'Plans' });
  await expect(plans.getByText('not planned yet')).toBeVisible();
  const row = plans.getByRole('row', { name: new RegExp(name) });
  await expect(row.getByText('Planned', { exact: true })).toBeVisible();
  await expect(row.getByText(/service chat/)).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Reports' }).getByRole('link', { name: 'Monday page' }),
  ).toBeVisible();

  await row.getByRole('link', { name, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/plans/${planId}$`));
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await page.goBack();
  await row.getByRole('link', { name: /^\+/ }).click();
  await expect(page).toHaveURL(new RegExp(`/compare\\?.*to=${planId}`));
  await expect(page.getByRole('heading', { level: 1, name: 'Compare plans' })).toBeVisible();
});
