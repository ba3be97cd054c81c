import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  type ApplicationConfig,
  inject,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter, TitleStrategy, withComponentInputBinding } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { signedOutInterceptor } from './auth/signed-out-interceptor';
import { routes } from './app.routes';
import { preferredLocale } from './shell/preferences';
import { PageTitle } from './shell/page-title';
import { Theme } from './shell/theme';
import { WordsLoader } from './words/words-loader';
import { Words } from './words/words';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([signedOutInterceptor])),
    provideRouter(routes, withComponentInputBinding()),
    provideTransloco({
      config: {
        availableLangs: ['en', 'zh-CN'],
        defaultLang: preferredLocale(),
        reRenderOnLangChange: true,
        prodMode: !ngDevMode,
      },
      loader: WordsLoader,
    }),
    provideAppInitializer(() => {
      inject(Theme);
      return inject(Words).load();
    }),
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};
