import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { aPerson, signUp, type Person } from '../support/person';
import {
  inviteColleague,
  planScenario,
  scheduleReport,
  SCENARIO_WITH_FUTURES,
  sendNow,
  storeScenario,
} from '../support/workspace';

/** A workspace in which every screen has something to show. */
interface Furnished {
  readonly person: Person;
  readonly scenarioId: string;
  readonly planId: string;
  readonly scheduleId: string;
  readonly mailId: string;
  readonly cookies: Parameters<ReturnType<Page['context']>['addCookies']>[0];
}

const test = base.extend<object, { furnished: Furnished }>({
  furnished: [
    async ({ browser }, use, workerInfo) => {
      const { baseURL, extraHTTPHeaders } = workerInfo.project.use;
      const context = await browser.newContext({ baseURL, extraHTTPHeaders });
      const person = aPerson();
      await signUp(context.request, person);
      const { id: scenarioId } = await storeScenario(context.request, SCENARIO_WITH_FUTURES);
      const planId = await planScenario(context.request, scenarioId);
      const scheduleId = await scheduleReport(context.request, {
        scenarioId,
        name: 'Monday page',
        recipient: person.email,
      });
      const mailId = await sendNow(context.request, scheduleId);
      await inviteColleague(context.request);
      const cookies = await context.cookies();
      await context.close();
      await use({ person, scenarioId, planId, scheduleId, mailId, cookies });
    },
    { scope: 'worker' },
  ],
});

interface Screen {
  readonly name: string;
  readonly path: (furnished: Furnished) => string;
  readonly heading: string | RegExp;
  readonly signedOut?: boolean;
}

const SCREENS: readonly Screen[] = [
  { name: 'sign-in', path: () => '/sign-in', heading: 'Sign in', signedOut: true },
  { name: 'sign-up', path: () => '/sign-up', heading: 'Create an account', signedOut: true },
  {
    name: 'join, signed out',
    path: () => '/join?token=none',
    heading: 'Join a workspace',
    signedOut: true,
  },
  { name: 'join', path: () => '/join?token=none', heading: 'Join a workspace' },
  { name: 'overview', path: () => '/', heading: 'Overview' },
  { name: 'scenarios', path: () => '/scenarios', heading: 'Scenarios' },
  {
    name: 'scenario editor',
    path: (f) => `/scenarios/${f.scenarioId}`,
    heading: 'Support desk assistant',
  },
  { name: 'plan', path: (f) => `/plans/${f.planId}`, heading: 'Support desk assistant' },
  { name: 'no comparison yet', path: (f) => `/compare?to=${f.planId}`, heading: 'Compare plans' },
  {
    name: 'comparison',
    path: (f) => `/compare?from=${f.planId}&to=${f.planId}`,
    heading: 'Compare plans',
  },
  { name: 'deployments', path: () => '/deployments', heading: 'Deployments' },
  {
    name: 'deployments found',
    path: () => '/deployments?asked=1&model=llama-3.1-70b&systems=nv-dgx-h100',
    heading: 'Deployments',
  },
  { name: 'training', path: () => '/training', heading: 'Training' },
  {
    name: 'training solved',
    path: () => '/training?asked=1&model=llama-3.1-8b&tokens=200B&systems=nv-dgx-h100',
    heading: 'Training',
  },
  { name: 'chips', path: () => '/catalog/chips', heading: 'Catalogue' },
  { name: 'systems', path: () => '/catalog/systems', heading: 'Catalogue' },
  { name: 'models', path: () => '/catalog/models', heading: 'Catalogue' },
  { name: 'export rules', path: () => '/catalog/policy-events', heading: 'Catalogue' },
  { name: 'market facts', path: () => '/catalog/market-facts', heading: 'Catalogue' },
  {
    name: 'a market fact',
    path: () => '/catalog/market-facts/h20-stock-not-all-reusable',
    heading: /H20/,
  },
  { name: 'a chip', path: () => '/catalog/chips/nv-h100-sxm', heading: /H100/ },
  { name: 'reports', path: () => '/reports', heading: 'Reports' },
  { name: 'new schedule', path: () => '/reports/new', heading: 'New schedule' },
  { name: 'schedule', path: (f) => `/reports/${f.scheduleId}`, heading: 'Monday page' },
  { name: 'mailbox', path: () => '/mailbox', heading: 'Mailbox' },
  { name: 'a mail', path: (f) => `/mailbox/${f.mailId}`, heading: 'Mailbox' },
  { name: 'own measurements', path: () => '/settings/measurements', heading: 'Own measurements' },
  { name: 'API keys', path: () => '/settings/keys', heading: 'API keys' },
  { name: 'calibrations', path: () => '/settings/measurements', heading: 'Own measurements' },
  { name: 'members', path: () => '/settings/members', heading: 'Members' },
  { name: 'no such page', path: () => '/nowhere', heading: 'There is no such page' },
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });
    for (const screen of SCREENS) {
      test(`everybody can use the screen: ${screen.name}`, async ({ page, context, furnished }) => {
        if (screen.signedOut !== true) await context.addCookies(furnished.cookies);
        await page.goto(screen.path(furnished));
        await expect(
          page.getByRole('heading', { level: 1, name: screen.heading }).first(),
        ).toBeVisible();
        await page.waitForLoadState('networkidle');
        // A mail is shown in a frame that may run no script, so axe cannot look into it.
        const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
        expect(
          violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((n) => n.target) })),
        ).toEqual([]);
      });
    }
  });
}
