import { Option } from 'commander';
import { LOCALES } from '../speech';

/** The language a command answers in. */
export const localeOption = (): Option =>
  new Option('--locale <locale>').choices(LOCALES).default('en');
