import type { Setting } from './setting.js';
import { settings } from './settings.js';

const byKey: ReadonlyMap<string, Setting> = new Map(settings.map((one) => [one.key, one]));

/** The setting of a key. Names such as `__proto__` are keys like others: there is none of theirs. */
export function findSetting(key: string): Setting | undefined {
  return byKey.get(key);
}
