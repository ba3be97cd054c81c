import { expect, test } from '@playwright/test';
import { aPerson, signInByPage, signUp } from '../support/person';

test('a newcomer who opens the address is asked to sign in, and comes back to where they wanted to go', async ({
  page,
  browser,
}) => {
  const person = aPerson();
  const elsewhere = await browser.newContext();
  await signUp(elsewhere.request, person);
  await elsewhere.close();

  await page.goto('/catalog/chips');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/catalog\/chips$/);
});

test('a wrong password is refused with a sentence that does not say whether the account exists', async ({
  page,
  browser,
}) => {
  const person = aPerson();
  const elsewhere = await browser.newContext();
  await signUp(elsewhere.request, person);
  await elsewhere.close();

  await signInByPage(page, { ...person, password: 'three wrong words' });
  await expect(page.getByRole('alert')).toHaveText(/E-mail or password is wrong\./);
  await signInByPage(page, aPerson());
  await expect(page.getByRole('alert')).toHaveText(/E-mail or password is wrong\./);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('who signs out cannot go back', async ({ page, context }) => {
  const person = aPerson('Ana Reyes');
  await signUp(context.request, person);
  await page.goto('/scenarios');
  await page.getByRole('button', { name: 'Account of Ana Reyes' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/scenarios');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect((await context.request.get('/api/v1/session')).status()).toBe(401);
});
