import { expect, test, type Page } from '@playwright/test';
import { writeYaml } from '../support/editor';
import { aPerson, signUp } from '../support/person';
import { SMALL_SCENARIO, storeScenario } from '../support/workspace';

/** Figures that the preview and the plan tell in the same words. */
const SAME_FIGURES = ['Systems', 'Peak power', 'Purchases'];

test.beforeEach(async ({ page }) => {
  await signUp(page.request, aPerson());
  const { id } = await storeScenario(page.request);
  await page.goto(`/scenarios/${id}`);
});

const previewOf = (page: Page) => page.getByRole('region', { name: 'Preview', exact: true });
const factOf = (page: Page, label: string) =>
  page
    .locator('dl > div', { has: page.getByText(label, { exact: true }) })
    .locator('dd .num, dd .value')
    .first();

test('figures follow the form and the text while a scenario is written, and are those of the plan', async ({
  page,
}) => {
  const preview = previewOf(page);
  await expect(preview.getByText(/Proven best|of the best/)).toBeVisible();
  await expect(preview.getByText('against version 1')).toHaveCount(0);

  await test.step('change the load in the form', async () => {
    const load = page.getByRole('region', { name: 'Form' }).getByLabel('Load', { exact: true });
    await load.fill('60');
    await load.blur();
    await expect(preview.getByText(/^\+\$.* \(\+.*%\) against version 1$/)).toBeVisible();
  });

  await test.step('ask for what cannot be, and read what stands in the way', async () => {
    await writeYaml(page, `${SMALL_SCENARIO}limits: { budgetUsd: 1000 }\n`);
    await expect(preview.getByText('Nothing fits within these limits').first()).toBeVisible();
    await expect(preview.getByText(/^The budget of \$1,000 is short by/)).toBeVisible();
    await expect(preview.getByText(/^version 1 came to \$/)).toBeVisible();
  });

  await test.step('a name the catalogue does not know is pointed at in the text', async () => {
    await writeYaml(page, SMALL_SCENARIO.replace('llama-3.1-70b', 'llama-3.1-71b'));
    await expect(preview.getByText('The figures wait until the marked lines')).toBeVisible();
    await expect(page.getByRole('button', { name: /Did you mean llama-3.1-70b/ })).toBeVisible();
  });

  await test.step('the plan has the figures that were shown', async () => {
    await writeYaml(page, SMALL_SCENARIO.replace('requestsPerSecond: 4', 'requestsPerSecond: 30'));
    await expect(preview.getByText(/^\+\$.* against version 1$/)).toBeVisible();
    const total = await preview
      .getByText(/^\$[\d.,]+[KM]?$/)
      .first()
      .innerText();
    const figures = await Promise.all(SAME_FIGURES.map((label) => factOf(page, label).innerText()));
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await expect(page).toHaveURL(/\/plans\//);
    await expect(factOf(page, 'Total cost')).toHaveText(total, { timeout: 60_000 });
    const planned = await Promise.all(SAME_FIGURES.map((label) => factOf(page, label).innerText()));
    expect(planned).toEqual(figures);
  });
});

test('on a phone the figures are folded to the cost, and unfold', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const preview = previewOf(page);
  await expect(preview.getByText(/Proven best|of the best/)).toBeVisible();
  await expect(preview.getByText('Peak power')).toHaveCount(0);
  await preview.getByRole('button', { name: 'Show the figures' }).click();
  await expect(preview.getByText('Peak power')).toBeVisible();
});
