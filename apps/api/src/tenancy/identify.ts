import type { IncomingHttpHeaders } from 'node:http';
import type { Role } from '@headroom/models';
import type { Tenant } from './tenant';

/** A person with a session, and the workspace it is turned to. */
export interface SignedIn {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly workspace: { readonly id: string; readonly name: string; readonly role: Role } | null;
}

/** Finds out who sent a request. Implemented by sign-in; the guard knows nothing of cookies or key tables. */
export abstract class Identify {
  /** The person whose session cookie came along; `null` when there is none or it has ended. */
  abstract bySession(headers: IncomingHttpHeaders): Promise<SignedIn | null>;
  /** The tenant an API key stands for; `null` when it is unknown, expired or revoked. */
  abstract byKey(key: string): Promise<Tenant | null>;
}
