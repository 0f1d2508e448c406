import { isSetting, type Setting } from './flag.js';
import { flags } from './flags.js';

/** The flags that files and the environment can set, and other spellings of them. */
export const settings: readonly Setting[] = flags.filter(isSetting);

const byKey: ReadonlyMap<string, Setting> = new Map(settings.map((one) => [one.key, one]));

/** The setting of a key. Names such as `__proto__` are ordinary keys, and no setting has them. */
export function findSetting(key: string): Setting | undefined {
  return byKey.get(key);
}
