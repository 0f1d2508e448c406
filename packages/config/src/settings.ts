import { dumpSettings } from './dump-settings.js';
import { keepingSettings } from './keeping-settings.js';
import { outputSettings } from './output-settings.js';
import { runSettings } from './run-settings.js';
import { selectionSettings } from './selection-settings.js';
import type { Setting } from './setting.js';

/** All that can be set: the one source of keys, checks, the JSON Schema and the documentation's table. */
export const settings: readonly Setting[] = [
  ...selectionSettings,
  ...dumpSettings,
  ...keepingSettings,
  ...runSettings,
  ...outputSettings,
];
