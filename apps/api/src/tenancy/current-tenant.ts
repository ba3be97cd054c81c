import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { Tenant } from './tenant';
import type { SignedIn } from './identify';

/** What the guard found out about a request. */
export interface Identity {
  tenant?: Tenant;
  signedIn?: SignedIn;
}

const identities = new WeakMap<Request, Identity>();

/** Keeps who asks beside the request. */
export function setIdentity(request: Request, identity: Identity): void {
  identities.set(request, identity);
}

/** Who asks; empty where nobody was recognised. */
export function identityOf(request: Request): Identity {
  return identities.get(request) ?? {};
}

/** The tenant a handler acts for. The guard has made sure there is one; a route without it is a mistake in our code. */
export const CurrentTenant = createParamDecorator(
  (_: unknown, context: ExecutionContext): Tenant => {
    const { tenant } = identityOf(context.switchToHttp().getRequest<Request>());
    if (tenant === undefined)
      throw new Error('A handler asked for a tenant on a route without one.');
    return tenant;
  },
);

/** The person signed in, on routes with access `session`. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignedIn => {
    const { signedIn } = identityOf(context.switchToHttp().getRequest<Request>());
    if (signedIn === undefined)
      throw new Error('A handler asked for a user on a route without one.');
    return signedIn;
  },
);
