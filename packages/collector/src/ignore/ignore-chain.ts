import type { CompiledRule } from './compile-ignore-rule.js';

/** The rule files that apply to a directory, from the one that is asked first to the one that is asked last. Immutable. */
export interface IgnoreChain {
  readonly rules: readonly CompiledRule[];
  /** Length of the byte text of the directory that the rules are anchored to, with its trailing slash. */
  readonly baseLength: number;
  readonly next: IgnoreChain | undefined;
}

/** `chain` with the rules of one more file in front. */
export function prependRules(
  chain: IgnoreChain | undefined,
  rules: readonly CompiledRule[],
  baseLength: number,
): IgnoreChain | undefined {
  return rules.length === 0 ? chain : { rules, baseLength, next: chain };
}

/**
 * The rule that decides on an entry: the last one that matches, of the first file that has one. Undefined if none does.
 * The entry is ignored if there is one that isn't negated. Whether a directory above it is ignored is for the caller.
 *
 * @param directory Byte text of the directory, from the top of the work tree, empty or with a trailing slash.
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
