import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { WorkspaceApi } from '../api/workspace-api';
import { ErrorNotice } from '../ui/error-notice';
import { Words } from '../words/words';
import { AuthFrame } from './auth-frame';
import { Session } from './session';

/** The link of an invitation: sign in or sign up first, then join and turn to the workspace. */
@Component({
  selector: 'hdr-join',
  imports: [AuthFrame, ErrorNotice, RouterLink],
  template: `
    <hdr-auth-frame [heading]="t('join.title')" [text]="t('join.text')">
      <div class="stack">
        @if (failure(); as problem) {
          <hdr-error-notice [failure]="problem" />
        }
        @if (session.current()?.user; as user) {
          <p>{{ t('join.as', { name: user.name, email: user.email }) }}</p>
          <button type="button" class="btn primary wide" [disabled]="busy()" (click)="join()">
            {{ busy() ? t('join.joining') : t('join.join') }}
          </button>
          <p class="muted other">
            <button type="button" class="btn ghost" [disabled]="busy()" (click)="signOut()">
              {{ t('join.other') }}
            </button>
          </p>
        } @else {
          <a class="btn primary wide" routerLink="/sign-up" [queryParams]="back()">{{
            t('auth.signUp')
          }}</a>
          <p class="muted other">
            {{ t('auth.haveAccount') }}
            <a routerLink="/sign-in" [queryParams]="back()">{{ t('auth.signIn') }}</a>
          </p>
        }
      </div>
    </hdr-auth-frame>
  `,
  styleUrl: './auth-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Join {
  private readonly api = inject(WorkspaceApi);
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly t = inject(Words).t;

  readonly token = input('');
  protected readonly busy = signal(false);
  protected readonly failure = signal<unknown>(null);
  protected readonly back = computed(() => ({
    returnTo: this.router.serializeUrl(
      this.router.createUrlTree(['/join'], { queryParams: { token: this.token() } }),
    ),
  }));

  protected join(): Promise<void> {
    return this.carryOut(async () => {
      const { workspace } = await this.api.acceptInvitation(this.token());
      await this.session.turnTo(workspace.id);
      await this.router.navigateByUrl('/', { replaceUrl: true });
    });
  }

  protected signOut(): Promise<void> {
    return this.carryOut(() => this.session.signOut());
  }

  private async carryOut(action: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.failure.set(null);
    try {
      await action();
    } catch (failure) {
      this.failure.set(failure);
    } finally {
      this.busy.set(false);
    }
  }
}
