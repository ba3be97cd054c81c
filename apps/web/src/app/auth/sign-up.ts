import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { Router, RouterLink } from '@angular/router';
import { ErrorNotice } from '../ui/error-notice';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';
import { AuthFrame } from './auth-frame';
import { isLongEnough, PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './password-rules';
import { safeReturnPath } from './return-to';
import { Session } from './session';

@Component({
  selector: 'hdr-sign-up',
  imports: [AuthFrame, ErrorNotice, FormsModule, Icon, RouterLink],
  templateUrl: './sign-up.html',
  styleUrl: './auth-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignUp {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly t = inject(Words).t;
  protected readonly bounds = { min: PASSWORD_MIN_LENGTH, max: PASSWORD_MAX_LENGTH };

  readonly returnTo = input<string>();
  protected readonly name = signal('');
  protected readonly email = signal('');
  protected readonly password = signal('');
  protected readonly failure = signal<unknown>(null);
  protected readonly busy = signal(false);
  protected readonly passwordFits = computed(() => isLongEnough(this.password()));
  protected readonly complete = computed(
    () => this.name().trim() !== '' && this.email() !== '' && this.passwordFits(),
  );

  protected async signUp(): Promise<void> {
    this.busy.set(true);
    this.failure.set(null);
    try {
      await this.session.signUp({
        name: this.name().trim(),
        email: this.email().trim(),
        password: this.password(),
      });
      await this.router.navigateByUrl(safeReturnPath(this.returnTo()));
    } catch (failure) {
      this.failure.set(failure);
    } finally {
      this.busy.set(false);
    }
  }
}
