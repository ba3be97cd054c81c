import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { Router, RouterLink } from '@angular/router';
import { ErrorNotice } from '../ui/error-notice';
import { Words } from '../words/words';
import { AuthFrame } from './auth-frame';
import { safeReturnPath } from './return-to';
import { Session } from './session';

@Component({
  selector: 'hdr-sign-in',
  imports: [AuthFrame, ErrorNotice, FormsModule, RouterLink],
  templateUrl: './sign-in.html',
  styleUrl: './auth-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignIn {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly t = inject(Words).t;

  readonly returnTo = input<string>();
  protected readonly email = signal('');
  protected readonly password = signal('');
  protected readonly failure = signal<unknown>(null);
  protected readonly busy = signal(false);

  protected async signIn(): Promise<void> {
    this.busy.set(true);
    this.failure.set(null);
    try {
      await this.session.signIn({ email: this.email().trim(), password: this.password() });
      await this.router.navigateByUrl(safeReturnPath(this.returnTo()));
    } catch (failure) {
      this.failure.set(failure);
    } finally {
      this.busy.set(false);
    }
  }
}
