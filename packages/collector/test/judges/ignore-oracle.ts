import ignore, { type Ignore } from 'ignore';
import type { WorkTree } from '../arbitrary/arbitrary-work-tree.js';

/** Facts that may explain a wrong answer of the oracle. */
export interface OracleFacts {
  readonly ignoreCase: boolean;
  /** The patterns of the files that were consulted. */
  readonly patterns: readonly string[];
  /** One of the files, on its own, ignores a parent directory that isn't ignored if all files are considered. */
  readonly isParentIgnoredAlone: boolean;
}

interface Answer {
  readonly ignored: boolean;
  readonly facts: OracleFacts;
}

/**
 * Asks the package `ignore` about the paths of a work tree. It knows only one ignore file at a time, so the files are
 * consulted one after the other for each component of a path, as git does. Paths and rules are byte text, so it matches
 * bytes.
 */
export function createIgnoreOracle({ rules, ignoreCase }: WorkTree) {
  const matchers = new Map<string, Ignore>();
  for (const [file, content] of rules) {
    const text = content.replace(/^\xEF\xBB\xBF/, '\uFEFF');
    matchers.set(file, ignore({ ignorecase: ignoreCase }).add(text));
  }
  return (path: string, isDirectory: boolean): Answer => {
    const names = path.split('/');
    const patterns: string[] = [];
    let isParentIgnoredAlone = false;
    const answer = (ignored: boolean): Answer => ({
      ignored,
      facts: { ignoreCase, patterns, isParentIgnoredAlone },
    });
    let directory = '';
    for (const [depth, name] of names.entries()) {
      const suffix = isDirectory || depth < names.length - 1 ? '/' : '';
      for (const file of filesFor(directory)) {
        const matcher = matchers.get(file);
        if (matcher === undefined) continue;
        patterns.push(...(rules.get(file) ?? '').split(/\r?\n/));
        const base = file.endsWith('.gitignore') ? file.length - '.gitignore'.length : 0;
        const parent = directory.slice(base);
        isParentIgnoredAlone ||= parent !== '' && matcher.test(parent).ignored;
        const { ignored, unignored } = matcher.test(directory.slice(base) + name + suffix);
        if (ignored) return answer(true);
        if (unignored) break;
      }
      directory += `${name}/`;
    }
    return answer(false);
  };
}

/** The ignore files that apply to the entries of a directory, in order of precedence. */
function filesFor(directory: string): string[] {
  const parts = directory.split('/').slice(0, -1);
  const local = Array.from({ length: parts.length + 1 }, (_, depth) =>
    [...parts.slice(0, depth), '.gitignore'].join('/'),
  );
  return [...local.toReversed(), 'info', 'global'];
}
