import type { Setting } from './flag.js';
import type { Origin } from './origin.js';
import type { SettingDefinition, SettingValues } from './setting-definition.js';
import type { SettingValue } from './setting-kind.js';
import { settings } from './settings.js';

/** The values that one source sets, by key. */
export type SettingLayer = ReadonlyMap<
  string,
  { readonly value: SettingValue; readonly origin: Origin }
>;

/** The value and the origin of every setting, by key. */
export interface ResolvedSettings<T extends readonly SettingDefinition[] = readonly Setting[]> {
  /** Null if no source sets it and it has no fixed default. */
  readonly values: SettingValues<T>;
  readonly origins: { readonly [S in T[number] as S['key']]: Origin };
}

/**
 * Takes each setting from the first layer that has it, or else its default.
 * @param definitions Default: the settings of create-dump.
 */
export function resolveSettings<const T extends readonly SettingDefinition[] = readonly Setting[]>(
  layers: readonly SettingLayer[],
  definitions?: T,
): ResolvedSettings<T> {
  const values: Record<string, SettingValue | null> = {};
  const origins: Record<string, Origin> = {};
  for (const definition of definitions ?? settings) {
    // Layers store the value under the key of the setting itself.
    if ('spells' in definition) continue;
    const { key, default: fallback = null } = definition;
    const found = layers.map((layer) => layer.get(key)).find((entry) => entry !== undefined);
    values[key] = found === undefined ? fallback : found.value;
    origins[key] = found?.origin ?? { from: 'default' };
  }
  return { values, origins } as ResolvedSettings<T>;
}
