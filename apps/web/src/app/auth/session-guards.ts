import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { Session } from './session';

/** Lets only people who are signed in through; others sign in first and come back. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const [session, router] = [inject(Session), inject(Router)];
  if (await knownToBeSignedIn(session)) return true;
  const queryParams = state.url === '/' ? {} : { returnTo: state.url };
  return new RedirectCommand(router.createUrlTree(['/sign-in'], { queryParams }));
};

/** Sign-in and sign-up make no sense to somebody who is in already. */
export const signedOut: CanActivateFn = async () => {
  const [session, router] = [inject(Session), inject(Router)];
  return (await knownToBeSignedIn(session)) ? router.createUrlTree(['/']) : true;
};

/** Lets everybody through once it is known whether they are signed in. */
export const known: CanActivateFn = async () => {
  await knownToBeSignedIn(inject(Session));
  return true;
};

/** An API that cannot be reached counts as signed out: the sign-in page then says what is wrong. */
async function knownToBeSignedIn(session: Session): Promise<boolean> {
  return session.isSignedIn().catch(() => false);
}
