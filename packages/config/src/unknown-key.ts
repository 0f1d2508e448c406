import { findSetting } from './find-setting.js';
import { nearest } from './nearest.js';
import { settings } from './settings.js';

/** What to say of a key that nothing has: with the one that was meant, if one is near. */
export function unknownKey(key: string, shown: (key: string) => string = (known) => known): string {
  const known = meant(key);
  return `there is no such key${known === undefined ? '' : `; did you mean ${shown(known)}?`}`;
}

function meant(key: string): string | undefined {
  // `--no-remove` is `remove = false`.
  const positive = /^no[-_](.+)$/i.exec(key)?.[1]?.replaceAll('-', '_');
  const setting = positive === undefined ? undefined : findSetting(positive);
  if (setting?.kind.type === 'switch') return `${setting.key} = false`;
  if (setting?.kind.type === 'choice') return `${setting.key} = "none"`;
  return nearest(
    key,
    settings.map((one) => one.key),
  );
}
