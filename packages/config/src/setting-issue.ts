/** One problem in the settings. */
export interface SettingIssue {
  /** `/p/create-dump.toml:3`, `CREATE_DUMP_DEST`, `--dest`. */
  readonly place: string;
  /** Undefined if the place names it, or if the issue concerns a whole file. */
  readonly key: string | undefined;
  readonly message: string;
}

/** `file:line: key: what is wrong` */
export function formatIssue({ place, key, message }: SettingIssue): string {
  return [place, ...(key === undefined ? [] : [key]), message].join(': ');
}
