// git's ignore rules: an ignore file's bytes go in, and for any entry the one rule that decides comes out. Parsing and
// matching follow git to the byte, including `wildmatch` and the order of rule files. All matching is done on byte text;
// nothing here reads files.

import type { CompiledRule } from './compile-ignore-rule.js';

/** The rule files that apply to a directory, as a linked list in order of precedence. Immutable. */
export interface IgnoreChain {
  readonly rules: readonly CompiledRule[];
  /** Length of the directory that the rules are anchored to: byte text with a trailing slash, or 0 for the top. */
  readonly baseLength: number;
  readonly next: IgnoreChain | undefined;
}

/** Adds the rules of a file, which take precedence over all others. */
export function prependRules(
  chain: IgnoreChain | undefined,
  rules: readonly CompiledRule[],
  baseLength: number,
): IgnoreChain | undefined {
  return rules.length === 0 ? chain : { rules, baseLength, next: chain };
}

/**
 * Finds the rule that decides on an entry: the last matching rule of the first file that has one. The entry is ignored if
 * that rule exists and isn't negated. The caller must check the parent directories first.
 *
 * @param directory Byte text of the entry's directory, from the top of the work tree, empty or with a trailing slash.
 * @param name Byte text of the entry's name.
 */
export function decidingRule(
  chain: IgnoreChain | undefined,
  directory: string,
  name: string,
  isDirectory: boolean,
): CompiledRule | undefined {
  for (let link = chain; link !== undefined; link = link.next) {
    let path: string | undefined;
    for (let at = link.rules.length - 1; at >= 0; at--) {
      const rule = link.rules[at] as CompiledRule;
      if (rule.directoryOnly && !isDirectory) continue;
      if (rule.looksAt === 'path') path ??= (directory + name).slice(link.baseLength);
      if (rule.matches(rule.looksAt === 'name' ? name : (path as string))) return rule;
    }
  }
  return undefined;
}
