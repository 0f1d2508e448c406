import { type Arguments, readChoice } from '@create-dump/command-line';

/** Reads `--toc`. Throws `USAGE` for any other value. */
export function readContents(argv: Arguments): 'list' | 'tree' | 'none' {
  if (argv['toc'] === false) return 'none';
  if (argv['toc'] === '') return 'list';
  return readChoice(argv, 'toc', ['list', 'tree']) ?? 'list';
}
