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

/** Reads the `.dumpignore` file of each directory once. */
export function createHiddenFinder(rules: DumpRules): FindHidden {
  const known = new Map<string, VisitedDirectory>();
  const hide = (directory: string, name: string, isDirectory: boolean): HiddenBy | undefined => {
    const above = visit(directory);
    if (above.hidden !== undefined) return above.hidden;
    const rule = rules.decide(above.chain, directory, name, isDirectory);
    if (rule === undefined || rule.negated) return undefined;
    return { rule, path: directory + name + (isDirectory ? '/' : '') };
  };
  const visit = (directory: string): VisitedDirectory => {
    const visited = known.get(directory) ?? enter(directory);
    known.set(directory, visited);
    return visited;
  };
  const enter = (directory: string): VisitedDirectory => {
    if (directory === '') {
      return rules.hiddenBy === undefined
        ? { chain: rules.enter(rules.outer, '') }
        : { hidden: { rule: rules.hiddenBy, path: './' } };
    }
    const [parent, name] = split(directory.slice(0, -1));
    const hidden = hide(parent, name, true);
    return hidden === undefined
      ? { chain: rules.enter(visit(parent).chain, directory) }
      : { hidden };
  };
  return (path, isDirectory) => hide(...split(path), isDirectory);
}

interface VisitedDirectory {
  readonly hidden?: HiddenBy;
  /** The rules for its entries, unless it is hidden. */
  readonly chain?: IgnoreChain | undefined;
}

/** Splits a path into its directory, empty or with a trailing slash, and its name. */
function split(path: string): [directory: string, name: string] {
  const slash = path.lastIndexOf('/') + 1;
  return [path.slice(0, slash), path.slice(slash)];
}
