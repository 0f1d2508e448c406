import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import type { IgnoreChain } from '../ignore/ignore-chain.js';
import type { DumpRules } from './dump-rules.js';

/** The rule that hides a path, and what the rule matched: a parent directory, with a trailing slash, or the path itself. */
export interface HiddenBy {
  readonly rule: CompiledRule;
  readonly path: string;
}

/** Finds the rule of a `.dumpignore` file that hides a path, which git's rules don't apply to. */
export type FindHidden = (path: string, isDirectory: boolean) => HiddenBy | undefined;

/**
 * Reads the `.dumpignore` file of each directory once.
 * @param listed Directories that no rule hides; empty for the root.
 */
export function createHiddenFinder(rules: DumpRules, listed?: ReadonlySet<string>): FindHidden {
  const hide = (directory: string, name: string, isDirectory: boolean): HiddenBy | undefined => {
    const above = hiddenDirectory(directory);
    if (above !== undefined) return above;
    const rule = rules.decide(chainOf(directory), directory, name, isDirectory);
    if (rule === undefined || rule.negated) return undefined;
    return { rule, path: directory + name + (isDirectory ? '/' : '') };
  };
  const hiddenDirectory = remember((directory): HiddenBy | undefined => {
    if (listed?.has(directory.slice(0, -1)) === true) return undefined;
    if (directory !== '') return hide(...split(directory.slice(0, -1)), true);
    return rules.hiddenBy && { rule: rules.hiddenBy, path: './' };
  });
  const chainOf = remember((directory): IgnoreChain | undefined =>
    rules.enter(
      directory === '' ? rules.outer : chainOf(split(directory.slice(0, -1))[0]),
      directory,
    ),
  );
  // Consecutive paths are mostly in the same directory, and most trees have no rules.
  let last: string | undefined;
  let hasRules = true;
  return (path, isDirectory) => {
    const length = path.lastIndexOf('/') + 1;
    if (length !== last?.length || !path.startsWith(last)) {
      last = path.slice(0, length);
      hasRules = hiddenDirectory(last) !== undefined || chainOf(last) !== undefined;
    }
    return hasRules ? hide(last, path.slice(length), isDirectory) : undefined;
  };
}

function remember<T>(find: (directory: string) => T): (directory: string) => T {
  const known = new Map<string, T>();
  return (directory) => {
    if (known.has(directory)) return known.get(directory) as T;
    const found = find(directory);
    known.set(directory, found);
    return found;
  };
}

/** Splits a path into its directory, empty or with a trailing slash, and its name. */
function split(path: string): [directory: string, name: string] {
  const slash = path.lastIndexOf('/') + 1;
  return [path.slice(0, slash), path.slice(slash)];
}
