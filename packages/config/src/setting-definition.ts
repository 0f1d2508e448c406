import type { SettingKind, SettingValue } from './setting-kind.js';

/** A setting of the caller's own. Those of create-dump are such definitions, too. */
export interface SettingDefinition {
  /** In a file: lower-case letters, digits and `_`. In the environment, it has the program's prefix and is in capitals. */
  readonly key: string;
  readonly kind: SettingKind;
  /** Default: null, for no value. */
  readonly default?: SettingValue | null;
  /** The option of the command line, without dashes. Default: the key with `-` in place of `_`. */
  readonly flag?: string;
  /** A rule beyond the kind: returns what the value must be, as the end of "must be …", or undefined for a valid value. */
  readonly check?: (value: SettingValue) => string | undefined;
}

/** The values of settings, by key, with the types of their kinds. */
export type SettingValues<T extends readonly SettingDefinition[]> = {
  readonly [S in T[number] as S['key']]:
    | KindValue<S['kind']>
    | (S extends { readonly default: SettingValue } ? never : null);
};

type KindValue<K extends SettingKind> = K extends { readonly type: 'switch' }
  ? boolean
  : K extends { readonly type: 'list' }
    ? readonly string[]
    : K extends { readonly type: 'integer' }
      ? number
      : K extends { readonly type: 'count' }
        ? number | 'unlimited'
        : K extends { readonly type: 'size' }
          ? number | string
          : K extends { readonly type: 'duration'; readonly endless: true }
            ? string | boolean
            : K extends { readonly choices: readonly (infer C)[] }
              ? C
              : string;
