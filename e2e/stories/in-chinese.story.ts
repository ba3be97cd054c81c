import { expect, test } from '@playwright/test';
import { aPerson, signUp } from '../support/person';
import { planScenario, storeScenario } from '../support/workspace';

test('who switches to Chinese gets every screen in Chinese, and again at the next visit', async ({
  page,
  context,
}) => {
  await signUp(context.request, aPerson('李伟'));
  const scenario = await storeScenario(context.request);
  const planId = await planScenario(context.request, scenario.id);

  await page.goto('/scenarios');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '场景' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');

  await page.reload();
  await expect(page.getByRole('link', { name: '硬件目录' })).toBeVisible();

  await page.goto(`/plans/${planId}`);
  await expect(page.getByRole('heading', { level: 2, name: '机群' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '风险' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '未选原因' })).toBeVisible();

  for (const [path, heading] of [
    ['/', '总览'],
    ['/compare', '对比规划'],
    ['/deployments', '部署'],
    ['/training', '训练'],
    ['/settings/measurements', '自测数据'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
  await page.goto('/catalog/market-facts');
  await expect(page.getByRole('link', { name: /寒武纪/ }).first()).toBeVisible();
});

test('a Chinese browser is spoken to in Chinese from the first page', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await context.close();
});
