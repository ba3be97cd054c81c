import { inject, Injectable } from '@angular/core';
import type { SessionResponse } from '@headroom/models';
import { Http } from './http';

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
}
