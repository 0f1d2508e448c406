import { type Arguments, readChoice } from '../arguments/argument-readers.js';

/** Throws `USAGE` if it is none of them. */
export function readContents(argv: Arguments): 'list' | 'tree' | 'none' {
  if (argv['toc'] === false) return 'none';
  if (argv['toc'] === '') return 'list';
  return readChoice(argv, 'toc', ['list', 'tree']) ?? 'list';
}
