import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type OwnWorkspace, SessionApi } from '../api/session-api';
import { Session } from '../auth/session';
import { errorSentence } from '../ui/error-sentence';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';

/** A way to the other workspaces of a person; nothing for who has one. */
@Component({
  selector: 'hdr-workspace-menu',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  template: `
    @if (workspaces().length > 1) {
      <button
        type="button"
        class="btn ghost icon"
        [matMenuTriggerFor]="menu"
        [attr.aria-label]="t('shell.switchWorkspace')"
      >
        <hdr-icon name="chevronDown" />
      </button>
    }
    <mat-menu #menu="matMenu">
      @for (workspace of workspaces(); track workspace.id) {
        <button
          mat-menu-item
          type="button"
          role="menuitemradio"
          [attr.aria-checked]="workspace.id === active()"
          (click)="turnTo(workspace.id)"
        >
          {{ workspace.name }}
        </button>
      }
    </mat-menu>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WorkspaceMenu {
  private readonly api = inject(SessionApi);
  private readonly session = inject(Session);
  private readonly snackBar = inject(MatSnackBar);
  protected readonly t = inject(Words).t;

  readonly active = input.required<string>();
  protected readonly workspaces = signal<readonly OwnWorkspace[]>([]);

  constructor() {
    void this.carryOut(async () => this.workspaces.set(await this.api.workspaces()));
  }

  protected turnTo(id: string): Promise<void> {
    if (id === this.active()) return Promise.resolve();
    return this.carryOut(async () => {
      await this.session.turnTo(id);
      // Everything on the page and in its stores is of the other workspace.
      location.assign('/');
    });
  }

  private async carryOut(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (failure) {
      this.snackBar.open(errorSentence(failure, this.t), undefined, { duration: 7000 });
    }
  }
}
