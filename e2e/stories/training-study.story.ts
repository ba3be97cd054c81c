import { expect, test } from '@playwright/test';
import { aPerson, signUp } from '../support/person';

test('solves a training run: layouts, cost, flags, and what the network does', async ({ page }) => {
  await signUp(page.request, aPerson());
  await page.goto('/training');
  await page.getByLabel('Solve for').selectOption('chips');
  await page.getByLabel('Chips', { exact: true }).fill('lots');
  await page.getByRole('button', { name: 'Solve' }).click();
  await expect(page.getByText('Some fields need a number.')).toBeVisible();

  await page.getByLabel('Chips', { exact: true }).fill('512');
  await page.getByLabel('Only on systems').selectOption('nv-dgx-h100');
  await page.getByRole('button', { name: 'Solve' }).click();

  await expect(page.getByRole('article', { name: /H100/ })).toContainText('512');
  await expect(page.getByRole('region', { name: 'Time, chips and cost' })).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'What the network does to the run' }),
  ).toBeVisible();
  const flags = page.getByRole('region', { name: 'Flags' });
  await expect(flags).toContainText('--tensor-model-parallel-size');
  await flags.getByRole('button', { name: 'megatron-args.json' }).click();
  await expect(flags).toContainText('"tensor-model-parallel-size"');

  await page.getByLabel('Solve for').selectOption('deadline');
  await page.getByLabel('Deadline').fill('0.2');
  await page.getByRole('button', { name: 'Solve' }).click();
  await expect(page.getByText(/the first possible end is after/).first()).toBeVisible();
});
