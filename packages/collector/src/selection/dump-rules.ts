import { toByteText } from '../ignore/byte-text.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { decidingRule, type IgnoreChain, prependRules } from '../ignore/ignore-chain.js';
import { parseIgnoreFile } from '../ignore/parse-ignore-file.js';

/** Name of the ignore files that are read for dumps only. */
export const dumpIgnoreName = '.dumpignore';

/**
 * The rules of `.dumpignore` files. They have git's syntax, are stronger than all of git's rules, and apply to tracked
 * files, too.
 */
export interface DumpRules {
  /** The rules that apply to the root's entries, without those of the root's own file. */
  readonly outer: IgnoreChain | undefined;
  /** The rule that ignores the root itself or a directory above it. */
  readonly hiddenBy: CompiledRule | undefined;
  /** The rule that decides on a directory above the root, or on the root itself; the path counts from the top. */
  ruleAbove(fromTop: string): CompiledRule | undefined;
  /** Adds the rules of a directory's own file. The directory is below the root, empty or with a trailing slash. */
  enter(chain: IgnoreChain | undefined, directory: string): IgnoreChain | undefined;
  /** The rule that decides on an entry of a directory; parent directories aren't considered. */
  decide(
    chain: IgnoreChain | undefined,
    directory: string,
    name: string,
    isDirectory: boolean,
  ): CompiledRule | undefined;
}

export interface DumpRulesOptions {
  /** Path from the top, whose file is the first that applies, to the root: empty or with a trailing slash. */
  readonly prefix: string;
  readonly ignoreCase: boolean;
  /** Reads a `.dumpignore` file, named by its path from the top. Undefined if there is none. */
  readonly read: (fromTop: string) => Buffer | undefined;
  /** The path as users see it, of a file above the root. */
  readonly nameOuter: (fromTop: string) => string;
}

export function createDumpRules(options: DumpRulesOptions): DumpRules {
  const { prefix, ignoreCase, read, nameOuter } = options;
  const add = (chain: IgnoreChain | undefined, directory: string) => {
    const file = directory + dumpIgnoreName;
    const content = read(file);
    if (content === undefined) return chain;
    const source = file.startsWith(prefix) ? file.slice(prefix.length) : nameOuter(file);
    return prependRules(
      chain,
      parseIgnoreFile(content, source, ignoreCase),
      toByteText(directory).length,
    );
  };
  const above = new Map<string, CompiledRule>();
  let outer: IgnoreChain | undefined;
  let hiddenBy: CompiledRule | undefined;
  let directory = '';
  for (const name of prefix.split('/').slice(0, -1)) {
    outer = add(outer, directory);
    const rule = decidingRule(outer, toByteText(directory), toByteText(name), true);
    if (rule !== undefined) above.set(directory + name, rule);
    hiddenBy = rule?.negated === false ? rule : undefined;
    if (hiddenBy !== undefined) break;
    directory += `${name}/`;
  }
  return {
    outer,
    hiddenBy,
    ruleAbove: (fromTop) => above.get(fromTop),
    enter: (chain, below) => add(chain, prefix + below),
    decide: (chain, below, name, isDirectory) =>
      chain && decidingRule(chain, toByteText(prefix + below), toByteText(name), isDirectory),
  };
}
