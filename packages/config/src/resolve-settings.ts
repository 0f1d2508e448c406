import type { Origin } from './origin.js';
import type { SettingValue } from './setting-kind.js';
import { settings } from './settings.js';

/** The values that one source sets, by key. */
export type SettingLayer = ReadonlyMap<
  string,
  { readonly value: SettingValue; readonly origin: Origin }
>;

/** The value and the origin of every setting, by key. */
export interface ResolvedSettings {
  /** Null if no source sets it and it has no fixed default. */
  readonly values: Readonly<Record<string, SettingValue | null>>;
  readonly origins: Readonly<Record<string, Origin>>;
}

/** Takes each setting from the first layer that has it, or else its default. */
export function resolveSettings(layers: readonly SettingLayer[]): ResolvedSettings {
  const values: Record<string, SettingValue | null> = {};
  const origins: Record<string, Origin> = {};
  for (const { key, default: fallback, spells } of settings) {
    // Layers store the value under the key of the setting itself.
    if (spells !== undefined) continue;
    const found = layers.map((layer) => layer.get(key)).find((entry) => entry !== undefined);
    values[key] = found === undefined ? fallback : found.value;
    origins[key] = found?.origin ?? { from: 'default' };
  }
  return { values, origins };
}
