import { Injectable } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';

/** Brings the words of one language; they travel with the build, so a page works without any other host. */
@Injectable({ providedIn: 'root' })
export class WordsLoader implements TranslocoLoader {
  async getTranslation(lang: string): Promise<Translation> {
    const { WORDS } = await import('./all-words');
    const locale = lang === 'zh-CN' ? 'zh-CN' : 'en';
    return Object.fromEntries(Object.entries(WORDS).map(([key, said]) => [key, said[locale]]));
  }
}
