/**
 * The part of `path` that a file system may take for `.git`; undefined if there is none. Files in such a directory make git run
 * programs. The rules are those of git's `is_hfs_dotgit` (utf8.c) and `is_ntfs_dotgit` (path.c). They apply on every system: a
 * restored tree may be copied to another one.
 */
export function gitDirectoryPart(path: string): string | undefined {
  if (!isGitName.test(withoutIgnored(path))) return undefined;
  return path.split(/[/\\]/).find((part) => isGitName.test(withoutIgnored(part)));
}

/** NTFS drops trailing dots and spaces, takes what follows a colon as a stream, and has the short name `git~1`. */
const isGitName = /(?:^|[/\\])(?:\.git|git~1)[. ]*(?:[:/\\]|$)/i;

/** HFS+ ignores these code points in names: `next_hfs_char` in git's utf8.c. */
const ignoredByHfs = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g;

function withoutIgnored(text: string): string {
  return text.replace(ignoredByHfs, '');
}
