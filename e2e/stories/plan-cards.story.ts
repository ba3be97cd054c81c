import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { aPerson, signUp } from '../support/person';
import {
  SCENARIO_BY_LENGTH,
  SCENARIO_WITH_A_TREE,
  SCENARIO_WITH_NIGHTS,
} from '../support/scenarios';
import { planScenario, storeScenario } from '../support/workspace';

/** One person with three plans, made once: together they show every card a plan can have. */
interface Planned {
  readonly byLength: string;
  readonly withNights: string;
  readonly withATree: string;
  readonly cookies: Parameters<ReturnType<Page['context']>['addCookies']>[0];
}

const test = base.extend<object, { planned: Planned }>({
  planned: [
    async ({ browser }, use, workerInfo) => {
      const { baseURL, extraHTTPHeaders } = workerInfo.project.use;
      const context = await browser.newContext({ baseURL, extraHTTPHeaders });
      const { request } = context;
      await signUp(request, aPerson());
      const plan = async (yaml: string) =>
        planScenario(request, (await storeScenario(request, yaml)).id);
      const byLength = await plan(SCENARIO_BY_LENGTH);
      const withNights = await plan(SCENARIO_WITH_NIGHTS);
      const withATree = await plan(SCENARIO_WITH_A_TREE);
      const cookies = await context.cookies();
      await context.close();
      await use({ byLength, withNights, withATree, cookies });
    },
    { scope: 'worker' },
  ],
});

test.beforeEach(async ({ context, planned }) => {
  await context.addCookies(planned.cookies);
});

/** The file a card exports. */
async function exported(page: Page, card: Locator, kind = 'CSV'): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await card.getByRole('button', { name: /^Export/ }).click();
  await page.getByRole('menuitem', { name: kind }).click();
  return readFile(await (await download).path());
}

test('requests told apart by length: what each way costs, where each part runs', async ({
  page,
  planned,
}) => {
  await page.goto(`/plans/${planned.byLength}`);
  const ways = page.getByRole('region', { name: 'Requests by length: together or split' });
  await expect(ways.getByRole('row')).toHaveCount(4);
  await expect(ways.getByRole('row', { name: /split, .* taken/ })).toHaveCount(1);
  const parts = page.getByRole('region', { name: 'Parts by length', exact: true });
  await expect(parts.getByRole('row', { name: /60%/ })).toContainText('8,000 → 60');
  await expect(parts.getByRole('row', { name: /40%/ })).toContainText('250 → 1,400');
});

test('training at night: on whose units, how many hours, and both sites carry the service', async ({
  page,
  planned,
}) => {
  await page.goto(`/plans/${planned.withNights}`);
  const nights = page.getByRole('region', { name: 'Training at night' });
  await expect(nights.getByRole('row', { name: /Continued training/ }).first()).toContainText(
    'Support assistant',
  );
  await expect(nights).toContainText('9 h a night');
});

test('what units of work cost sums to the total of the plan', async ({ page, planned }) => {
  for (const id of [planned.byLength, planned.withNights]) {
    await page.goto(`/plans/${id}`);
    const card = page.getByRole('region', { name: 'What a unit of work costs' });
    await expect(card).toBeVisible();
    const csv = (await exported(page, card)).toString('utf8');
    const totals = csv
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => Number(line.split(',').at(-1)));
    const whole = totals.pop() ?? NaN;
    const sum = totals.reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - whole)).toBeLessThan(1);
  }
});

test('a tree of futures: when each is known, which orders to follow, and their regret', async ({
  page,
  planned,
}) => {
  await page.goto(`/plans/${planned.withATree}`);
  const tree = page.getByRole('region', { name: 'When each future is known' });
  await expect(tree.getByRole('row', { name: /H200 is banned early/ })).toContainText('Apr 2026');
  await expect(tree.getByRole('row', { name: /Demand doubles/ })).toContainText('Oct 2026');
  const orders = page.getByRole('region', { name: 'Orders now, recourse later' });
  await expect(orders.getByRole('row', { name: /to follow/ })).toHaveCount(1);
  const regret = page.getByRole('region', { name: 'Which orders are regretted least' });
  await expect(regret.getByRole('row', { name: /least regret/ })).toHaveCount(1);
  const arrivals = page.getByRole('region', { name: 'When orders arrive' });
  await expect(arrivals.getByRole('columnheader', { name: 'P90' })).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Do the samples suffice for the runway?' }),
  ).toBeVisible();
});

test('every table and chart of a plan can be saved', async ({ page, planned }) => {
  // Some thirty files.
  test.slow();
  await page.goto(`/plans/${planned.withATree}`);
  await expect(page.getByRole('region', { name: 'Assumptions' })).toBeVisible();
  const cards = page
    .getByRole('main')
    .locator('section.card')
    .filter({ has: page.getByRole('button', { name: /^Export/ }) });
  const count = await cards.count();
  expect(count).toBeGreaterThan(15);
  for (let i = 0; i < count; i += 1) {
    const card = cards.nth(i);
    const csv = await exported(page, card);
    expect(csv.toString('utf8').trim().split(/\r?\n/).length).toBeGreaterThan(1);
  }
  const charts = cards.filter({ has: page.locator('.plot svg') });
  await expect(charts.first()).toBeVisible();
  for (let i = 0; i < (await charts.count()); i += 1) {
    const png = await exported(page, charts.nth(i), 'PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  }
  const xlsx = await exported(page, cards.first(), 'Excel (XLSX)');
  expect(xlsx.subarray(0, 2).toString()).toBe('PK');
});

test('a plan that waits or runs is cancelled', async ({ page, context }) => {
  const { request } = context;
  const { id } = await storeScenario(
    request,
    SCENARIO_WITH_A_TREE.replace('currency: USD', 'risk: { samples: 4096 }'),
  );
  const asked: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    const answer = await request.post('/api/v1/plans', {
      data: { scenarioId: id },
      headers: { 'Idempotency-Key': `${id}-${i}` },
    });
    asked.push(((await answer.json()) as { id: string }).id);
  }
  await page.goto(`/plans/${asked.at(-1) ?? ''}`);
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('This plan was cancelled before it was finished')).toBeVisible();
});

test('on a phone nothing leaves the page, and everybody can use every card', async ({
  page,
  planned,
}) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const id of [planned.byLength, planned.withNights, planned.withATree]) {
    await page.goto(`/plans/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id: rule, help, nodes }) => ({
        rule,
        help,
        at: nodes.map((n) => n.target),
      })),
    ).toEqual([]);
  }
});

test('the form offers parts by length and when futures are known, and says at the field what is wrong', async ({
  page,
  context,
}) => {
  const { id } = await storeScenario(context.request, SCENARIO_BY_LENGTH);
  await page.goto(`/scenarios/${id}`);
  const first = page.getByRole('group', { name: 'Part 1', exact: true });
  await first.getByRole('textbox', { name: 'Share of requests' }).fill('70');
  await first.getByRole('textbox', { name: 'Share of requests' }).blur();
  await expect(page.locator('hdr-mix-parts').getByRole('alert')).toBeVisible();
  const second = page.getByRole('group', { name: 'Part 2', exact: true });
  await second.getByRole('textbox', { name: 'Share of requests' }).fill('30');
  await second.getByRole('textbox', { name: 'Share of requests' }).blur();
  await expect(page.locator('hdr-mix-parts').getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('Ready to plan')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Scenario as YAML' })).toContainText('share: 0.7');
});
