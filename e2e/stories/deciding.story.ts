import { expect, test } from '@playwright/test';
import { aPerson, signUp } from '../support/person';
import {
  changeScenario,
  planScenario,
  SCENARIO_WITH_FUTURES,
  storeScenario,
} from '../support/workspace';

test.beforeEach(async ({ page }) => {
  await signUp(page.request, aPerson());
});

test('two plans of a scenario are compared, and the cause of the difference is named', async ({
  page,
}) => {
  const { id } = await storeScenario(page.request);
  await planScenario(page.request, id);
  await changeScenario(page.request, id, (yaml) =>
    yaml.replace('requestsPerSecond: 4', 'requestsPerSecond: 60'),
  );
  const after = await planScenario(page.request, id);

  await page.goto(`/plans/${after}`);
  await page.getByRole('main').getByRole('link', { name: 'Compare' }).click();
  const why = page.getByRole('region', { name: 'Why the cost moved' });
  await why.getByRole('button', { name: 'Table' }).click();
  await expect(why.getByRole('row', { name: /service chat/ })).toContainText('+$');
  await expect(
    page.getByRole('row', { name: '/services/chat/load/requestsPerSecond 4 60' }),
  ).toBeVisible();
});

test('a deployment is searched, opened, and its flags are copied; the search stays in the address', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/deployments');
  await page.getByLabel('Model').fill('llama-3.1-70b');
  await page.getByRole('textbox', { name: /^Systems/ }).fill('nv-dgx-h100');
  await page.getByRole('button', { name: 'Search' }).click();
  const best = page.getByRole('region', { name: 'Best deployment of each system' });
  await expect(best.getByRole('row', { name: /H100/ })).toBeVisible();

  await page.reload();
  await best.getByRole('button', { name: /^Details/ }).click();
  const flags = page.getByRole('region', { name: 'Engine flags' });
  await flags.getByRole('button', { name: 'Copy' }).first().click();
  const command = await flags.locator('pre').first().innerText();
  expect(command).toContain('--tensor-parallel-size');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command);
});

test('a training run is solved for a deadline, and the network study is read as a table', async ({
  page,
}) => {
  await page.goto(
    '/training?asked=1&model=llama-3.1-8b&tokens=200B&deadline=60&systems=nv-dgx-h100',
  );
  const network = page.getByRole('region', { name: 'What the network does to the run' });
  await network.getByRole('button', { name: 'Table' }).click();
  await expect(network.getByRole('row', { name: /800/ }).first()).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Flags', exact: true }).locator('pre'),
  ).toContainText('--');
});

test('a plan with futures of the rules says which orders are regretted least and by when to order', async ({
  page,
}) => {
  const { id } = await storeScenario(page.request, SCENARIO_WITH_FUTURES);
  await page.goto(`/plans/${await planScenario(page.request, id)}`);
  const recourse = page.getByRole('region', { name: 'Orders now, recourse later' });
  await expect(recourse.getByRole('columnheader', { name: /H200 is banned/ })).toBeVisible();
  await expect(recourse.getByRole('row', { name: /to follow/ })).toHaveCount(1);
  const runway = page.getByRole('region', { name: 'When pools are full, and by when to order' });
  await runway.getByRole('button', { name: 'Table' }).click();
  await expect(runway.getByRole('columnheader', { name: 'Order by, P90' })).toBeVisible();
});
