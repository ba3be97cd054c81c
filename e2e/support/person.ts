import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext, type Page } from '@playwright/test';

/** Somebody with an account, or about to have one. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A person nobody has met before, so that stories do not meet in one workspace. */
export function aPerson(name = 'Lin Wei'): Person {
  const mark = randomUUID().slice(0, 8);
  return { name, email: `lin.${mark}@headroom.example`, password: `four quiet words ${mark}` };
}

/** Creates the account as the web does, without its page; the request context is signed in afterwards. */
export async function signUp(request: APIRequestContext, person: Person): Promise<void> {
  const answer = await request.post('/api/auth/sign-up/email', { data: { ...person } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Signs in by the page, as a person does. */
export async function signInByPage(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
