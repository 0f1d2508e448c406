import type { RevisionCollectorOptions } from '../create-revision-collector.js';
import { compileUserGlobs, createUserFilter } from '../filter/create-user-filter.js';
import { entryModes } from '../git/objects/entry-modes.js';
import type { ListedEntry } from '../git/objects/list-tree.js';
import { createYielder } from '../yielder.js';
import { type Answer, applyOptions, byInclude, type FileKind, notChosen } from './apply-options.js';
import { explainMissing } from './explain-missing.js';
import type { Explanation, Reason } from './explanation.js';
import { createHiddenFinder } from './hidden-finder.js';
import { ownBlobTest } from './own-blob-test.js';
import { openRevisionTree, type RevisionTree } from './revision-tree.js';
import { toIgnoreRule } from './to-ignore-rule.js';
import { toRootPath } from './to-root-path.js';

export interface ExplainRevisionOptions extends RevisionCollectorOptions {
  /** Receives what discovery would return as `warnings`. */
  readonly warn?: (message: string) => void;
}

/**
 * Explains for each path whether {@link createRevisionCollector} chooses it with the same options, and why.
 *
 * @param paths Relative to the root, or absolute. They need not exist; a trailing slash then means a directory.
 * @throws {CreateDumpError} `USAGE` for a path outside the root; otherwise as the collector does.
 */
export async function explainRevision(
  options: ExplainRevisionOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Explanation[]> {
  const yielder = createYielder(signal);
  const tree = await openRevisionTree(options, yielder);
  const kindOf = createKindFinder(tree);
  const filter = createUserFilter(
    { ...options, ...ownBlobTest(tree, options.isOwnBlob) },
    compileUserGlobs(options),
  );
  const findHidden = createHiddenFinder(tree.dumpRules);
  const explainAs = (path: string, kind: FileKind, otherwise: Reason): Answer => {
    const hidden = findHidden(path, kind.isDirectory());
    const include = hidden && filter.include(path);
    return hidden !== undefined && include === undefined
      ? notChosen({ kind: 'ignored', ...hidden, rule: toIgnoreRule(hidden.rule) })
      : applyOptions({ path, filter, options }, kind, include ? byInclude(include) : otherwise);
  };
  const explain = (path: string, isDirectory: boolean): Answer => {
    const found = kindOf(path);
    return found === undefined
      ? explainMissing((kind) => explainAs(path, kind, { kind: 'untracked' }), isDirectory)
      : explainAs(path, found.kind, { kind: found.isEntry ? 'tracked' : 'untracked' });
  };
  const explanations: Explanation[] = [];
  for (const named of paths) {
    await yielder.step();
    const path = toRootPath(options.root, named);
    explanations.push({ path, ...explain(path, named.endsWith('/')) });
  }
  for (const message of tree.warnings) options.warn?.(message);
  return explanations;
}

/** A directory isn't an entry, unless it is a submodule. */
function createKindFinder({ listed, store }: RevisionTree) {
  const entries = new Map(listed.map((entry) => [entry.path, entry]));
  const toKind = ({ mode, oid }: Pick<ListedEntry, 'mode' | 'oid'>): FileKind => ({
    isDirectory: () => mode === entryModes.gitlink,
    isFile: () => mode !== entryModes.gitlink && mode !== entryModes.symbolicLink,
    isSymbolicLink: () => mode === entryModes.symbolicLink,
    size: store.findHeader(oid)?.size ?? 0,
  });
  const directory: FileKind = {
    isDirectory: () => true,
    isFile: () => false,
    isSymbolicLink: () => false,
    size: 0,
  };
  return (path: string): { readonly kind: FileKind; readonly isEntry: boolean } | undefined => {
    const entry = entries.get(path);
    if (entry !== undefined) return { kind: toKind(entry), isEntry: true };
    const isDirectory = listed.some((one) => one.path.startsWith(`${path}/`));
    return isDirectory ? { kind: directory, isEntry: false } : undefined;
  };
}
