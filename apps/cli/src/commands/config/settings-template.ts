/** The answers to the questions of `config init`. */
export interface SettingsAnswers {
  readonly dest: string;
  readonly exclude: readonly string[];
  /** The number of archives to keep. 0: nothing is archived. */
  readonly keepLast: number;
}

export const proposedAnswers: SettingsAnswers = { dest: 'dumps', exclude: [], keepLast: 10 };

/** The text of an initial create-dump.toml. */
export function settingsTemplate({ dest, exclude, keepLast }: SettingsAnswers): string {
  const excluded = exclude.length === 0 ? '# exclude = ["tests/**"]' : `exclude = ${list(exclude)}`;
  return `# Settings of create-dump for this directory and all below it.
# "create-dump config show" prints each with its value and where it comes from.

# Where dumps go, relative to this file.
dest = ${quote(dest)}

# Leave out what matches one of these globs, beside what git ignores.
${excluded}

# Leave out the content of files over this size.
# max_size = "10MB"

# After each dump, archive older ones into archives/ there, and keep the last N archives.
${keepLast === 0 ? '# archive = true' : 'archive = true'}
${keepLast === 0 ? '# keep_last = 10' : `keep_last = ${keepLast}`}

# For the run at night: create-dump --profile nightly
# [profiles.nightly]
# strict = true
# keep_daily = 14
`;
}

function list(items: readonly string[]): string {
  return `[${items.map(quote).join(', ')}]`;
}

/** A TOML basic string. It takes all escapes of JSON, but DEL must be escaped as well. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u007F', String.raw`\u007F`);
}
