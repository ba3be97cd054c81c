import type { Routes } from '@angular/router';
import { known, signedIn, signedOut } from './auth/session-guards';
import { leaveWithoutLosing } from './ui/unsaved-guard';

/** Titles are keys of the words; `PageTitle` says them in the reader's language. */
export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'auth.signIn',
    canActivate: [signedOut],
    loadComponent: () => import('./auth/sign-in').then((m) => m.SignIn),
  },
  {
    path: 'sign-up',
    title: 'auth.signUp',
    canActivate: [signedOut],
    loadComponent: () => import('./auth/sign-up').then((m) => m.SignUp),
  },
  {
    path: 'join',
    title: 'join.title',
    canActivate: [known],
    loadComponent: () => import('./auth/join').then((m) => m.Join),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell').then((m) => m.Shell),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'nav.overview',
        loadComponent: () => import('./overview/overview-page').then((m) => m.OverviewPage),
      },
      {
        path: 'scenarios',
        title: 'nav.scenarios',
        loadComponent: () => import('./scenarios/scenario-list').then((m) => m.ScenarioList),
      },
      {
        path: 'scenarios/:id',
        title: 'scenario.editor',
        canDeactivate: [leaveWithoutLosing],
        loadComponent: () => import('./scenarios/scenario-editor').then((m) => m.ScenarioEditor),
      },
      {
        path: 'plans/:id',
        title: 'plan.title',
        loadComponent: () => import('./plans/plan-page').then((m) => m.PlanPage),
      },
      {
        path: 'compare',
        title: 'compare.title',
        loadComponent: () => import('./comparison/compare-page').then((m) => m.ComparePage),
      },
      {
        path: 'training',
        title: 'nav.training',
        loadComponent: () => import('./training/training-page').then((m) => m.TrainingPage),
      },
      {
        path: 'deployments',
        title: 'nav.deployments',
        loadComponent: () =>
          import('./deployments/deployments-page').then((m) => m.DeploymentsPage),
      },
      { path: 'catalog', pathMatch: 'full', redirectTo: 'catalog/chips' },
      {
        path: 'catalog/:kind',
        title: 'nav.catalog',
        loadComponent: () => import('./catalog/catalog-page').then((m) => m.CatalogPage),
      },
      {
        path: 'catalog/:kind/:entryId',
        title: 'nav.catalog',
        loadComponent: () => import('./catalog/catalog-entry').then((m) => m.CatalogEntry),
      },
      {
        path: 'reports',
        title: 'nav.reports',
        loadComponent: () => import('./reports/schedule-list').then((m) => m.ScheduleList),
      },
      {
        path: 'reports/new',
        title: 'report.new',
        loadComponent: () => import('./reports/schedule-editor').then((m) => m.ScheduleEditor),
      },
      {
        path: 'reports/:id',
        title: 'report.one',
        loadComponent: () => import('./reports/schedule-editor').then((m) => m.ScheduleEditor),
      },
      {
        path: 'mailbox',
        title: 'nav.mailbox',
        loadComponent: () => import('./reports/mailbox').then((m) => m.Mailbox),
      },
      {
        path: 'mailbox/:id',
        title: 'nav.mailbox',
        loadComponent: () => import('./reports/mailbox').then((m) => m.Mailbox),
      },
      {
        path: 'settings/keys',
        title: 'nav.keys',
        loadComponent: () => import('./workspace/api-keys').then((m) => m.ApiKeys),
      },
      {
        path: 'settings/measurements',
        title: 'nav.calibrations',
        loadComponent: () => import('./workspace/calibrations').then((m) => m.Calibrations),
      },
      {
        path: 'settings/members',
        title: 'nav.members',
        loadComponent: () => import('./workspace/members').then((m) => m.Members),
      },
      {
        path: '**',
        title: 'shell.notFound',
        loadComponent: () => import('./shell/not-found').then((m) => m.NotFound),
      },
    ],
  },
];
