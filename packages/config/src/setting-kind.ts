/** A value as written in a file: sizes and durations stay text. */
export type SettingValue = boolean | number | string | readonly string[];

/** What a value may be. */
export type SettingKind =
  | { readonly type: 'switch' }
  | { readonly type: 'text' }
  /** Relative to the file that sets it. `-` is a standard stream, and `~/` the home directory. With `orStore`, it may be `s3://…`. */
  | { readonly type: 'path'; readonly orStore?: true }
  | { readonly type: 'list' }
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  /** A whole number from 1, or `unlimited`. */
  | { readonly type: 'count' }
  /** Bytes as core's `parseByteSize` reads them, or a number of them. */
  | { readonly type: 'size' }
  /** A percentage up to 100: `5%`. */
  | { readonly type: 'share' }
  /** A time span with one unit: `500ms`, `5s`, `10m`, `2h`, `1d`. With `endless`, `true` means no limit. */
  | { readonly type: 'duration'; readonly endless: boolean }
  /** An age in restic's notation, in years, months, days and hours: `2y5m7d3h`. */
  | { readonly type: 'age' }
  /** Permissions of a file, in octal digits: `0640`. */
  | { readonly type: 'mode' }
  | { readonly type: 'pattern' }
  | { readonly type: 'url' };
