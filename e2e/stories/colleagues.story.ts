import { expect, test, type Page } from '@playwright/test';
import { aPerson, signUp } from '../support/person';
import { SMALL_SCENARIO, storeScenario } from '../support/workspace';

const UNDO_IS_OVER_MS = 12_000;

/** Address behind the button of the mail that came last. */
async function linkInMail(page: Page): Promise<string> {
  await page.goto('/mailbox');
  const mails = page.getByRole('navigation', { name: 'Mails' }).getByRole('link');
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(mails).not.toHaveCount(0, { timeout: 2_000 });
  }).toPass();
  await mails.first().click();
  const body = page.frameLocator('iframe[title="Text of the mail"]');
  return (await body.getByRole('link', { name: 'Join the workspace' }).getAttribute('href')) ?? '';
}

test('colleagues: invite one by mail, let them in, give them more to do, and part', async ({
  page,
  context,
  browser,
}) => {
  const owner = aPerson('Olga Berg');
  const guest = aPerson('Gao Min');
  await signUp(context.request, owner);
  const scenario = await storeScenario(context.request);
  const theirs = await browser.newContext();
  const guestPage = await theirs.newPage();

  await test.step('invite a viewer', async () => {
    await page.goto('/settings/members');
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByLabel('E-mail').fill(guest.email);
    await page.locator('form').getByRole('combobox').selectOption('viewer');
    await page.getByRole('button', { name: 'Send invitation' }).click();
    const open = page.getByRole('list', { name: 'Open invitations' });
    await expect(open.getByText(guest.email)).toBeVisible();
    await expect(async () => {
      await page.reload();
      await expect(open.getByText('mail sent')).toBeVisible({ timeout: 2_000 });
    }).toPass();
  });

  await test.step('sign up by the link of the mail, and join', async () => {
    await guestPage.goto(await linkInMail(page));
    await guestPage.getByRole('link', { name: 'Create an account' }).click();
    await guestPage.getByLabel('Your name').fill(guest.name);
    await guestPage.getByLabel('E-mail').fill(guest.email);
    await guestPage.getByLabel('Password').fill(guest.password);
    await guestPage.getByRole('button', { name: 'Create an account' }).click();
    await expect(guestPage.getByText(`You are signed in as ${guest.name}`)).toBeVisible();
    await guestPage.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(guestPage.getByRole('navigation').getByText(owner.name)).toBeVisible();
    await guestPage.goto('/scenarios');
    await expect(guestPage.getByText(scenario.name)).toBeVisible();
  });

  const writes = () => theirs.request.post('/api/v1/scenarios', { data: { yaml: SMALL_SCENARIO } });

  await test.step('let the viewer plan', async () => {
    expect((await writes()).status()).toBe(403);
    await page.goto('/settings/members');
    await page.getByLabel(`Role of ${guest.name}`).selectOption('planner');
    await expect(async () => expect((await writes()).status()).toBe(201)).toPass();
  });

  await test.step('go to the own workspace and back', async () => {
    await guestPage.getByRole('button', { name: 'Switch workspace' }).click();
    await guestPage.getByRole('menuitemradio', { name: guest.name }).click();
    await guestPage.waitForURL('/');
    await guestPage.goto('/scenarios');
    await expect(guestPage.getByRole('heading', { level: 1, name: 'Scenarios' })).toBeVisible();
    await expect(guestPage.getByText(scenario.name)).toHaveCount(0);
    await guestPage.getByRole('button', { name: 'Switch workspace' }).click();
    await guestPage.getByRole('menuitemradio', { name: owner.name }).click();
    await guestPage.waitForURL('/');
    await guestPage.goto('/scenarios');
    await expect(guestPage.getByText(scenario.name).first()).toBeVisible();
  });

  await test.step('remove by mistake, undo, and remove', async () => {
    await page.goto('/settings/members');
    const members = page.getByRole('list', { name: 'Members' });
    await page.getByRole('button', { name: `Remove ${guest.name}` }).click();
    await expect(members.getByText(guest.email)).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(members.getByText(guest.email)).toBeVisible();
    await page.getByRole('button', { name: `Remove ${guest.name}` }).click();
    await expect(async () => {
      const answer = await theirs.request.get(`/api/v1/scenarios/${scenario.id}`);
      expect(answer.status()).toBe(404);
    }).toPass({ timeout: UNDO_IS_OVER_MS });
    await guestPage.goto('/scenarios');
    await expect(guestPage.getByRole('heading', { level: 1, name: 'Scenarios' })).toBeVisible();
    await expect(guestPage.getByText(scenario.name)).toHaveCount(0);
  });
  await theirs.close();
});

test('an invitation lets in nobody but the person it is for', async ({
  page,
  context,
  browser,
}) => {
  await signUp(context.request, aPerson('Olga Berg'));
  const invited = await context.request.post('/api/v1/invitations', {
    data: { email: aPerson().email, role: 'admin', locale: 'en' },
  });
  expect(invited.status()).toBe(201);
  const link = await linkInMail(page);

  const theirs = await browser.newContext();
  const stranger = aPerson('Someone Else');
  await signUp(theirs.request, stranger);
  const strangerPage = await theirs.newPage();
  await strangerPage.goto(link);
  await strangerPage.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(strangerPage.getByText('This invitation is for another address.')).toBeVisible();
  await strangerPage.getByRole('button', { name: 'Use another account' }).click();
  await expect(strangerPage.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await strangerPage.goto(`${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`);
  await expect(strangerPage.getByRole('heading', { name: 'Join a workspace' })).toBeVisible();
  await theirs.close();
});
