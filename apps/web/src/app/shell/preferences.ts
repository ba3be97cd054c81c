import type { Locale } from '@headroom/models';

export type ThemeChoice = 'light' | 'dark' | 'system';
export type CurrencyCode = 'USD' | 'CNY';

const LOCALE_KEY = 'headroom.locale';
const THEME_KEY = 'headroom.theme';
const CURRENCY_KEY = 'headroom.currency';

/** The language chosen before, otherwise the browser's, otherwise English. */
export function preferredLocale(): Locale {
  const chosen = read(LOCALE_KEY);
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function rememberLocale(locale: Locale): void {
  write(LOCALE_KEY, locale);
}

export function preferredTheme(): ThemeChoice {
  const chosen = read(THEME_KEY);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function rememberTheme(theme: ThemeChoice): void {
  write(THEME_KEY, theme);
}

/** The currency chosen before, or `null`: then each plan speaks its own. */
export function preferredCurrency(): CurrencyCode | null {
  const chosen = read(CURRENCY_KEY);
  return chosen === 'USD' || chosen === 'CNY' ? chosen : null;
}

export function rememberCurrency(currency: CurrencyCode): void {
  write(CURRENCY_KEY, currency);
}

// Storage can be forbidden by the browser; a preference is then kept for this page only.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
