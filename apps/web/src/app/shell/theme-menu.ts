import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';
import { Theme } from './theme';

@Component({
  selector: 'hdr-theme-menu',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  template: `
    <button
      type="button"
      class="btn ghost icon"
      [matMenuTriggerFor]="menu"
      [attr.aria-label]="t('shell.theme')"
    >
      <hdr-icon [name]="theme.isDark() ? 'moon' : 'sun'" />
    </button>
    <mat-menu #menu="matMenu">
      @for (choice of choices; track choice.theme) {
        <button
          mat-menu-item
          type="button"
          role="menuitemradio"
          [attr.aria-checked]="theme.choice() === choice.theme"
          (click)="theme.choose(choice.theme)"
        >
          {{ t(choice.word) }}
        </button>
      }
    </mat-menu>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ThemeMenu {
  protected readonly theme = inject(Theme);
  protected readonly t = inject(Words).t;
  protected readonly choices = [
    { theme: 'light', word: 'shell.light' },
    { theme: 'dark', word: 'shell.dark' },
    { theme: 'system', word: 'shell.system' },
  ] as const;
}
