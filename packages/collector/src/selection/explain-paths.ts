import { lstatSync, type Stats } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import type { SelectionOptions } from '../collector-options.js';
import {
  compileUserGlobs,
  createUserFilter,
  type UserFilter,
} from '../filter/create-user-filter.js';
import { entryModes } from '../git/objects/entry-modes.js';
import { lowerAscii } from '../ignore/wildmatch.js';
import { createYielder } from '../yielder.js';
import { applyIgnoreRules, type IgnoreQuestion } from './apply-ignore-rules.js';
import { type Answer, applyOptions, byInclude, type FileKind, notChosen } from './apply-options.js';
import { explainMissing } from './explain-missing.js';
import type { Explanation, Reason } from './explanation.js';
import { createHiddenFinder, type FindHidden } from './hidden-finder.js';
import { createListTest, type ListTest } from './list-test.js';
import { openTree } from './open-tree.js';
import { toIgnoreRule } from './to-ignore-rule.js';
import { toRootPath } from './to-root-path.js';
import { createTrackedPaths } from './tracked-paths.js';

export interface ExplainOptions extends SelectionOptions {
  /** Receives what discovery would return as `warnings`. */
  readonly warn?: (message: string) => void;
}

/**
 * Explains for each path whether {@link createCollector} chooses it with the same options, and why.
 *
 * @param paths Relative to the root, or absolute. They need not exist; a trailing slash then means a directory.
 * @throws {CreateDumpError} `USAGE` for a path outside the root; otherwise as the collector does.
 */
export async function explainPaths(
  options: ExplainOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Explanation[]> {
  const yielder = createYielder(signal);
  const filter = createUserFilter(options, compileUserGlobs(options));
  const tree = await openTree(options, yielder);
  for (const message of tree.warnings) options.warn?.(message);
  const tracked = createTrackedPaths(tree);
  const listed = options.listed && createListTest(options.root, options.listed);
  const findHidden = createHiddenFinder(tree.dumpRules, listed?.named);
  const shared = { options, filter, tree, tracked, listed, findHidden };
  const explanations: Explanation[] = [];
  for (const named of paths) {
    await yielder.step();
    const path = toRootPath(options.root, named);
    explanations.push({
      path,
      ...explain({ ...shared, path, include: filter.include(path) }, named.endsWith('/')),
    });
  }
  return explanations;
}

interface Question extends IgnoreQuestion {
  readonly filter: UserFilter;
  readonly listed: ListTest | undefined;
  readonly findHidden: FindHidden;
}

function explain(question: Question, isDirectory: boolean): Answer {
  const { path, tree, tracked } = question;
  const comparable = tree.ignoreCase ? lowerAscii(path) : path;
  const isGitDirectory = comparable.split('/').includes('.git');
  if (isGitDirectory) return notChosen({ kind: 'built-in', what: 'git directory' });
  const stats = tracked.isReal(path) ? lstatOrNone(`${tree.root}/${path}`) : undefined;
  return stats === undefined
    ? explainMissing((supposed) => explainPresent(question, supposed), isDirectory)
    : explainPresent(question, stats);
}

function explainPresent(question: Question, stats: FileKind): Answer {
  const { path, options, tree, tracked, listed, findHidden, include } = question;
  const entry = tree.index?.entries[tracked.find(path) ?? -1];
  const listedAs = listed?.find(path);
  if (listed !== undefined && listedAs === undefined)
    return notChosen({ kind: 'option', option: 'listed', value: '' });
  if (listedAs === path)
    return applyOptions(question, stats, { kind: 'option', option: 'listed', value: path });
  if (entry !== undefined && !(stats.isDirectory() && entry.mode !== entryModes.gitlink)) {
    if (tracked.isTwin(path))
      return notChosen({ kind: 'built-in', what: 'twin of a tracked file' });
    const hidden = entry.path === tree.prefix + path ? undefined : hiddenDirectory(question);
    if (hidden !== undefined) return notChosen(hidden);
    const ignored = findHidden(path, tracked.isSubmodule(path));
    if (ignored === undefined) return applyOptions(question, stats, { kind: 'tracked' });
    return include === undefined
      ? notChosen({ kind: 'ignored', ...ignored, rule: toIgnoreRule(ignored.rule) })
      : applyOptions(question, stats, byInclude(include));
  }
  const verdict = applyIgnoreRules(question, stats, listedAs);
  if (verdict.notChosen !== undefined) return notChosen(verdict.notChosen);
  if (options.trackedOnly === true)
    return notChosen({ kind: 'option', option: 'trackedOnly', value: '' });
  if (verdict.isHidden === true && include !== undefined)
    return applyOptions(question, stats, byInclude(include));
  const rule = verdict.rule && toIgnoreRule(verdict.rule);
  return applyOptions(question, stats, {
    kind: 'untracked',
    ...(rule === undefined ? {} : { rule }),
  });
}

/**
 * Why a directory above the path isn't walked. A file that is tracked under another spelling (`core.ignorecase`) is found
 * by walking only.
 */
function hiddenDirectory(question: Question): Reason | undefined {
  const { path, tree } = question;
  const parent = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  const stats = parent === '' ? undefined : lstatOrNone(`${tree.root}/${parent}`);
  return stats && applyIgnoreRules({ ...question, path: parent }, stats).notChosen;
}

function lstatOrNone(path: string): Stats | undefined {
  try {
    return lstatSync(toFsPath(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
