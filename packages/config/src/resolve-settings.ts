import type { Origin } from './origin.js';
import type { SettingValue } from './setting-kind.js';
import { settings } from './settings.js';

/** What one source sets, by key. */
export type SettingLayer = ReadonlyMap<
  string,
  { readonly value: SettingValue; readonly origin: Origin }
>;

/** Every setting's value, by key, and where it comes from. */
export interface ResolvedSettings {
  /** Null where nothing is set and there is no fixed default. */
  readonly values: Readonly<Record<string, SettingValue | null>>;
  readonly origins: Readonly<Record<string, Origin>>;
}

/** The value of each setting: that of the first layer that has one, else its default. */
export function resolveSettings(layers: readonly SettingLayer[]): ResolvedSettings {
  const values: Record<string, SettingValue | null> = {};
  const origins: Record<string, Origin> = {};
  for (const { key, default: fallback, spells } of settings) {
    // Layers hold a value under the key that it spells.
    if (spells !== undefined) continue;
    const found = layers.map((layer) => layer.get(key)).find((entry) => entry !== undefined);
    values[key] = found === undefined ? fallback : found.value;
    origins[key] = found?.origin ?? { from: 'default' };
  }
  return { values, origins };
}
