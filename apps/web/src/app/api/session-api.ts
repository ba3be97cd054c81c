import { inject, Injectable } from '@angular/core';
import type { SessionResponse } from '@headroom/models';
import { Http } from './http';

/** A workspace the person signed in belongs to. */
export interface OwnWorkspace {
  readonly id: string;
  readonly name: string;
}

/** Sign-up, sign-in, sign-out, and who is signed in. */
@Injectable({ providedIn: 'root' })
export class SessionApi {
  private readonly http = inject(Http);

  current(): Promise<SessionResponse> {
    return this.http.get('/api/v1/session');
  }

  signIn(credentials: { email: string; password: string }): Promise<unknown> {
    return this.http.post('/api/auth/sign-in/email', { ...credentials, rememberMe: true });
  }

  signUp(account: { name: string; email: string; password: string }): Promise<unknown> {
    return this.http.post('/api/auth/sign-up/email', account);
  }

  signOut(): Promise<unknown> {
    return this.http.post('/api/auth/sign-out');
  }

  workspaces(): Promise<OwnWorkspace[]> {
    return this.http.get('/api/auth/organization/list');
  }

  turnTo(workspaceId: string): Promise<unknown> {
    return this.http.post('/api/auth/organization/set-active', { organizationId: workspaceId });
  }
}
