/** A value as it stands in a file: sizes and durations stay the text that they were written as. */
export type SettingValue = boolean | number | string | readonly string[];

/** What a value may be. */
export type SettingKind =
  | { readonly type: 'switch' }
  | { readonly type: 'text' }
  /** In a file: relative to the directory of that file. `-` and what begins with `~/` mean what they mean to a shell. */
  | { readonly type: 'path' }
  | { readonly type: 'list' }
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  /** A whole number from 1, or `unlimited`. */
  | { readonly type: 'count' }
  /** Bytes as core's `parseByteSize` reads them, or a number of them. */
  | { readonly type: 'size' }
  /** A span of time with one unit: `500ms`, `5s`, `10m`, `2h`, `1d`. Endless: or true, for as long as it takes. */
  | { readonly type: 'duration'; readonly endless: boolean }
  /** An age as restic has it, in years, months, days and hours: `2y5m7d3h`. */
  | { readonly type: 'age' }
  | { readonly type: 'pattern' }
  | { readonly type: 'url' };

/** One thing that can be set. */
export interface Setting {
  /** In a file; in the environment it is `CREATE_DUMP_` and the key in capitals. */
  readonly key: string;
  /** The option of the command line that it stands for, without its dashes. */
  readonly flag: string;
  readonly kind: SettingKind;
  /** One line. */
  readonly description: string;
  /** What holds without it; null if there is nothing, or `defaultText` says it. */
  readonly default: SettingValue | null;
  /** Where the default depends on something: on what. */
  readonly defaultText?: string;
  /** The setting that this is another spelling of, and the unit of its number. */
  readonly spells?: { readonly key: string; readonly unit: string };
}
