import { computed, inject, Injectable, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Locale } from '@headroom/models';
import { firstValueFrom } from 'rxjs';
import { preferredLocale, rememberLocale } from '../shell/preferences';
import type { WordKey } from './all-words';

/** The words of the page in the reader's language; keys are checked by the compiler. */
@Injectable({ providedIn: 'root' })
export class Words {
  private readonly transloco = inject(TranslocoService);
  private readonly spoken = signal<Locale>(preferredLocale());

  readonly locale = this.spoken.asReadonly();
  readonly isChinese = computed(() => this.spoken() === 'zh-CN');

  /** Says a word; a template that calls it follows a change of language. */
  readonly t = (key: WordKey, params: Record<string, string | number> = {}): string => {
    this.spoken();
    return this.transloco.translate(key, params);
  };

  /** Loads the words of the preferred language before the first page is drawn. */
  async load(): Promise<void> {
    await this.speak(this.spoken());
  }

  /** Changes the language of everything at once and remembers it. */
  async speak(locale: Locale): Promise<void> {
    await firstValueFrom(this.transloco.load(locale));
    this.transloco.setActiveLang(locale);
    document.documentElement.lang = locale;
    rememberLocale(locale);
    this.spoken.set(locale);
  }
}
