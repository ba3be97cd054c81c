import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import type { Locale } from '@headroom/models';
import { Icon } from '../ui/icon';
import { Words } from '../words/words';

@Component({
  selector: 'hdr-language-menu',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  template: `
    <button
      type="button"
      class="btn ghost"
      [matMenuTriggerFor]="menu"
      [attr.aria-label]="t('shell.language')"
    >
      <hdr-icon name="globe" /><span class="name">{{
        words.isChinese() ? '简体中文' : 'English'
      }}</span>
    </button>
    <mat-menu #menu="matMenu">
      @for (choice of choices; track choice.locale) {
        <button
          mat-menu-item
          type="button"
          role="menuitemradio"
          [attr.lang]="choice.locale"
          [attr.aria-checked]="words.locale() === choice.locale"
          (click)="speak(choice.locale)"
        >
          {{ choice.name }}
        </button>
      }
    </mat-menu>
  `,
  styles: `
    @media (width < 700px) {
      .name {
        display: none;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LanguageMenu {
  protected readonly words = inject(Words);
  protected readonly t = this.words.t;
  protected readonly choices: readonly { locale: Locale; name: string }[] = [
    { locale: 'en', name: 'English' },
    { locale: 'zh-CN', name: '简体中文' },
  ];

  protected async speak(locale: Locale): Promise<void> {
    await this.words.speak(locale);
  }
}
