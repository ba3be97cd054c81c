import { computed, inject, Injectable, signal } from '@angular/core';
import type { Permission, SessionResponse } from '@headroom/models';
import { toApiError } from '../api/api-error';
import { SessionApi } from '../api/session-api';

/** Who is signed in. `unknown` until the API was asked once. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(SessionApi);
  private readonly state = signal<SessionResponse | null | 'unknown'>('unknown');

  readonly current = computed(() => {
    const state = this.state();
    return state === 'unknown' ? null : state;
  });

  /** Whether somebody is signed in; asks the API the first time. Faults other than "signed out" are thrown. */
  async isSignedIn(): Promise<boolean> {
    if (this.state() === 'unknown') await this.refresh();
    return this.current() !== null;
  }

  async refresh(): Promise<void> {
    try {
      this.state.set(await this.api.current());
    } catch (failure) {
      if (toApiError(failure).status !== 401) throw failure;
      this.state.set(null);
    }
  }

  async signIn(credentials: { email: string; password: string }): Promise<void> {
    await this.api.signIn(credentials);
    await this.refresh();
  }

  async signUp(account: { name: string; email: string; password: string }): Promise<void> {
    await this.api.signUp(account);
    await this.refresh();
  }

  /** Turns the session to another of the person's workspaces. */
  async turnTo(workspaceId: string): Promise<void> {
    await this.api.turnTo(workspaceId);
    await this.refresh();
  }

  async signOut(): Promise<void> {
    await this.api.signOut();
    this.forget();
  }

  /** The server no longer knows this session. */
  forget(): void {
    this.state.set(null);
  }

  may(permission: Permission): boolean {
    return this.current()?.permissions.includes(permission) ?? false;
  }
}
