import type { DeployHint } from '@headroom/models';
import { stringify } from 'yaml';
import type { Settings } from './pool-settings';

/** A configuration in both notations. */
export const fileOf = (name: string, settings: Settings): DeployHint['files'][number] => ({
  name,
  json: JSON.stringify(settings, null, 2),
  yaml: stringify(settings),
});
