import type { DirectoryEntry } from '../file-system/list-directory.js';
import { toByteText } from '../ignore/byte-text.js';
import { decidingRule } from '../ignore/ignore-chain.js';
import { lowerAscii } from '../ignore/wildmatch.js';
import { enterDirectory, hasAbsentRules } from './directory-rules.js';
import { dumpIgnoreName } from './dump-rules.js';
import { createDescent } from './create-descent.js';
import { createHiddenVisitor } from './create-hidden-visitor.js';
import type { PendingDirectory } from './pending-directory.js';
import type { SelectionBuilder } from './selection-builder.js';
import type { SelectionRequest } from './selection-request.js';
import type { TrackedPaths } from './tracked-paths.js';
import type { Tree } from './tree.js';

/** Handles one entry of a directory; returns it if it is a directory to walk. */
type VisitEntry = (entry: DirectoryEntry) => PendingDirectory | undefined;

/** Returns a function that enters a directory with these entries. */
export function createVisitor(
  { tree, filter, options }: SelectionRequest,
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): (pending: PendingDirectory, entries: readonly DirectoryEntry[]) => VisitEntry {
  const { dumpRules } = tree;
  const useRules = options.useGitignore !== false;
  const descend = createDescent({ tree, filter }, tracked, builder);
  const visitHidden = createHiddenVisitor({ filter, descend }, tracked, builder);

  return (pending, entries) => {
    const { directory, excluded } = pending;
    if (pending.hidden !== undefined) {
      const { hidden } = pending;
      return (entry) =>
        isGitDirectory(tree, entry.name) ? undefined : visitHidden(pending, hidden, entry);
    }
    const has = (file: string) => entries.some(({ name }) => name === file);
    const hasRules = useRules && (has('.gitignore') || hasAbsentRules(tree, directory));
    const outer = hasRules ? enterDirectory(tree, pending.outer, directory) : pending.outer;
    const outerDump =
      has(dumpIgnoreName) || hasAbsentRules(tree, directory, dumpIgnoreName)
        ? dumpRules.enter(pending.outerDump, directory)
        : pending.outerDump;
    const inside = { ...pending, outer, outerDump };
    const directoryText = toByteText(tree.prefix + directory);

    return (entry) => {
      const { name, kind } = entry;
      if (isGitDirectory(tree, name)) return undefined;
      const path = directory + name;
      const isDirectory = kind === 'directory';
      const position = pending.hasTracked ? tracked.take(path, kind) : undefined;
      if (position === 'twin') return undefined;
      const rule =
        dumpRules.decide(outerDump, directory, name, isDirectory) ??
        (useRules && position === undefined
          ? decidingRule(outer, directoryText, toByteText(name), isDirectory)
          : undefined);
      const hidden =
        rule?.negated === false ? { rule, path: isDirectory ? `${path}/` : path } : undefined;
      if (position !== undefined) {
        const trackedPath = tracked.pathOf(position);
        // Keeps one string for each path instead of two equal ones.
        const same = trackedPath === path ? trackedPath : path;
        builder.considerTracked({ path: same, position, kind, excluded }, hidden);
        return undefined;
      }
      if (hidden !== undefined) return visitHidden(inside, hidden, entry);
      if (isDirectory) return descend(inside, path);
      builder.consider({ path, position, kind, excluded });
      return undefined;
    };
  };
}

function isGitDirectory(tree: Tree, name: string): boolean {
  return name === '.git' || (tree.ignoreCase && lowerAscii(name) === '.git');
}
