import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Logo } from '../shell/logo';
import { ThemeMenu } from '../shell/theme-menu';
import { LanguageMenu } from '../shell/language-menu';
import { Words } from '../words/words';

/** What sign-in and sign-up share: the product's promise on one side, a form on the other. */
@Component({
  selector: 'hdr-auth-frame',
  imports: [LanguageMenu, Logo, ThemeMenu],
  templateUrl: './auth-frame.html',
  styleUrl: './auth-frame.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuthFrame {
  protected readonly t = inject(Words).t;
  readonly heading = input.required<string>();
  readonly text = input('');
  /** Heights of the bars of the drawing: demand that grows towards a limit. */
  protected readonly bars = [42, 50, 47, 61, 68, 64, 79, 92, 88, 104, 117, 131];
}
