import { usualExcludes } from './usual-excludes.js';

/** The answers to the questions of `config init`. */
export interface SettingsAnswers {
  readonly dest: string;
  readonly exclude: readonly string[];
  /** Archives to keep; 0: nothing is archived. */
  readonly keepLast: number;
  /** Exclude the directories that tools fill. Undefined in a work tree of git, whose ignore files name them. */
  readonly excludeUsual?: boolean;
}

export const proposedAnswers: SettingsAnswers = { dest: 'dumps', exclude: [], keepLast: 10 };

/** The answers without questions. Outside git, the usual excludes are a comment. */
export function proposedFor(isInGit: boolean): SettingsAnswers {
  return isInGit ? proposedAnswers : { ...proposedAnswers, excludeUsual: false };
}

/** An initial create-dump.toml. */
export function settingsTemplate({
  dest,
  exclude,
  keepLast,
  excludeUsual,
}: SettingsAnswers): string {
  const excluded = exclude.length === 0 ? '# exclude = ["tests/**"]' : `exclude = ${list(exclude)}`;
  return `# Settings of create-dump for this directory and everything below it.
# "create-dump config show" prints each setting with its value and origin.

# Directory for dumps, relative to this file.
dest = ${quote(dest)}

# Exclude files that match one of these globs, in addition to those that git ignores.
${excluded}
${excludeUsual === undefined ? '' : usualSection(excludeUsual)}
# Omit the content of files larger than this.
# max_size = "10MB"

# After each dump, archive older ones in archives/ there, and keep the last N archives.
${keepLast === 0 ? '# archive = true' : 'archive = true'}
${keepLast === 0 ? '# keep_last = 10' : `keep_last = ${keepLast}`}

# For a nightly run: create-dump --profile nightly
# [profiles.nightly]
# strict = true
# keep_daily = 14
`;
}

function usualSection(isExcluded: boolean): string {
  return `
# Exclude directories with these names: dependencies, build results, caches. Remove those that hold your own files.
${isExcluded ? '' : '# '}excluded_dirs = ${list(usualExcludes)}
`;
}

function list(items: readonly string[]): string {
  return `[${items.map(quote).join(', ')}]`;
}

/** A basic TOML string: JSON's escapes are valid in it, but DEL must be escaped as well. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u007F', String.raw`\u007F`);
}
