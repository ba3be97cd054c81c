import { expect, request as newRequest, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { writeYaml } from '../support/editor';
import { aPerson } from '../support/person';
import { SMALL_SCENARIO } from '../support/workspace';

const A_MINUTE_AND_A_BIT_MS = 100_000;

test('the first hour: sign up, describe a demand, plan it, have it mailed, and go on from a pipeline', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(300_000);
  const person = aPerson();

  await test.step('sign up', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Your name').fill(person.name);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Create an account' }).click();
    await expect(
      page.getByRole('heading', { name: 'Describe what you have to carry' }),
    ).toBeVisible();
  });

  await test.step('edit a scenario: a wrong word is pointed at, then mended', async () => {
    await page.getByRole('button', { name: 'New scenario' }).click();
    await expect(page.getByRole('region', { name: 'YAML' })).toBeVisible();
    await writeYaml(page, SMALL_SCENARIO.replace('outputTokens', 'outputTokenz'));
    await expect(page.getByText('There is no field "outputTokenz" here.')).toBeVisible();
    await expect(page.getByText(/Did you mean outputTokens/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Plan', exact: true })).toBeDisabled();
    await writeYaml(page, SMALL_SCENARIO);
    await expect(page.getByText('Ready to plan')).toBeVisible();
  });

  await test.step('change it in the form and find the change in the text', async () => {
    const name = page.getByRole('region', { name: 'Form' }).getByLabel('Name').first();
    await name.fill('Support desk, autumn');
    await name.blur();
    await expect(page.getByRole('textbox', { name: 'Scenario as YAML' })).toContainText(
      'name: Support desk, autumn',
    );
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(
      page.getByRole('heading', { level: 1, name: 'Support desk, autumn' }),
    ).toBeVisible();
  });

  await test.step('plan it and read the result', async () => {
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await expect(page).toHaveURL(/\/plans\//);
    await expect(page.getByRole('heading', { level: 2, name: 'Fleet', exact: true })).toBeVisible({
      timeout: 90_000,
    });
    await expect(page.getByText('Total cost').first()).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: 'Left out' })).toBeVisible();
    await expect(page.getByText(/HGX H[12]00 8-GPU/).first()).toBeVisible();
  });

  await test.step('schedule a report for every minute', async () => {
    await page.getByRole('link', { name: 'Reports' }).click();
    await page.getByRole('link', { name: 'New schedule' }).first().click();
    await page.getByLabel('Name').fill('Every minute');
    await page.getByLabel('Sent').selectOption({ label: 'by a cron expression' });
    await page.getByRole('textbox', { name: /^Cron expression/ }).fill('* * * * *');
    await page.getByLabel('Time zone').fill('Asia/Shanghai');
    await page.getByLabel('Recipients').fill(`${person.email}, cfo@headroom.example`);
    await page.getByRole('button', { name: 'Create schedule' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Every minute' })).toBeVisible();
    const preview = page.frameLocator('iframe[title="Preview"]');
    await expect(preview.getByText('Support desk, autumn').first()).toBeVisible();
  });

  await test.step('read it in the mailbox when its minute has come', async () => {
    await page.getByRole('link', { name: 'Mailbox' }).click();
    const mails = page.getByRole('navigation', { name: 'Mails' }).getByRole('link');
    await expect(async () => {
      await page.getByRole('button', { name: 'Refresh' }).click();
      await expect(mails).not.toHaveCount(0, { timeout: 2_000 });
    }).toPass({ timeout: A_MINUTE_AND_A_BIT_MS });
    await mails.first().click();
    const body = page.frameLocator('iframe[title="Text of the mail"]');
    await expect(body.getByText('Support desk, autumn').first()).toBeVisible();

    const download = page.waitForEvent('download');
    await page.getByRole('list', { name: 'Attachments' }).getByText(/\.pdf/).click();
    const pdf = await readFile(await (await download).path());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  const key = await test.step('create a key', async () => {
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('nightly-plan');
    await page.getByLabel('read scenarios').check();
    await page.getByLabel('make plans').check();
    await page.getByRole('button', { name: 'Create key' }).click();
    await expect(page.getByText('Copy the key now; it is not shown again')).toBeVisible();
    const shown = await page.locator('code', { hasText: /^hdr_/ }).first().innerText();
    await page.reload();
    await expect(page.getByText('nightly-plan')).toBeVisible();
    await expect(page.getByText(shown)).toHaveCount(0);
    return shown;
  });

  await test.step('use the key as a pipeline does, without a cookie', async () => {
    const pipeline = await newRequest.newContext({
      baseURL,
      extraHTTPHeaders: { Authorization: `Bearer ${key}` },
    });
    const list = await pipeline.get('/api/v1/scenarios');
    expect(list.status()).toBe(200);
    const { items } = (await list.json()) as { items: { id: string; name: string }[] };
    expect(items.map((item) => item.name)).toEqual(['Support desk, autumn']);

    const idempotent = { headers: { 'Idempotency-Key': 'nightly-1' } };
    const data = { scenarioId: items[0]?.id };
    const first = await pipeline.post('/api/v1/plans', { data, ...idempotent });
    const again = await pipeline.post('/api/v1/plans', { data, ...idempotent });
    expect(first.status()).toBe(202);
    expect(((await again.json()) as { id: string }).id).toBe(
      ((await first.json()) as { id: string }).id,
    );

    const keys = await pipeline.get('/api/v1/api-keys');
    expect(keys.status()).toBe(403);
    await pipeline.dispose();
  });

  await test.step('revoke the key', async () => {
    await page.getByRole('button', { name: 'Revoke nightly-plan' }).click();
    await expect
      .poll(async () => {
        const answer = await fetch(`${baseURL}/api/v1/scenarios`, {
          headers: { Authorization: `Bearer ${key}` },
        });
        return answer.status;
      })
      .toBe(401);
  });
});
