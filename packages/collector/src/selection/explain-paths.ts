import { lstatSync, type Stats } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import type { SelectionOptions } from '../collector-options.js';
import {
  createUserFilter,
  type FilterRule,
  type UserFilter,
} from '../filter/create-user-filter.js';
import { entryModes } from '../git/objects/entry-modes.js';
import { lowerAscii } from '../ignore/wildmatch.js';
import { createYielder } from '../yielder.js';
import { applyIgnoreRules, type IgnoreQuestion } from './apply-ignore-rules.js';
import type { DecidingOption, Explanation, Reason } from './explanation.js';
import { createHiddenFinder, type FindHidden } from './hidden-finder.js';
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
 * @param paths Relative to the root, or absolute.
 * @throws {CreateDumpError} `USAGE` for a path outside the root; otherwise as the collector does.
 */
export async function explainPaths(
  options: ExplainOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Explanation[]> {
  const yielder = createYielder(signal);
  const filter = createUserFilter(options);
  const tree = await openTree(options, yielder);
  for (const message of tree.warnings) options.warn?.(message);
  const tracked = createTrackedPaths(tree);
  const listed =
    options.listed && new Set(options.listed.map((path) => toRootPath(options.root, path)));
  const findHidden = createHiddenFinder(tree.dumpRules);
  const shared = { options, filter, tree, tracked, listed, findHidden };
  const explanations: Explanation[] = [];
  for (const named of paths) {
    await yielder.step();
    const path = toRootPath(options.root, named);
    explanations.push({
      path,
      ...explain({ ...shared, path, include: filter.include(path) }),
    });
  }
  return explanations;
}

interface Question extends IgnoreQuestion {
  readonly filter: UserFilter;
  readonly listed: ReadonlySet<string> | undefined;
  readonly findHidden: FindHidden;
}

type Answer = Omit<Explanation, 'path'>;

function explain(question: Question): Answer {
  const { path, options, tree, tracked, listed, findHidden, include } = question;
  const entry = tree.index?.entries[tracked.find(path) ?? -1];
  const stats = tracked.isReal(path) ? lstatOrNone(`${tree.root}/${path}`) : undefined;
  const comparable = tree.ignoreCase ? lowerAscii(path) : path;
  const isGitDirectory = comparable.split('/').includes('.git');
  if (isGitDirectory) return notChosen({ kind: 'built-in', what: 'git directory' });
  if (stats === undefined) return notChosen({ kind: 'missing' });
  if (listed !== undefined) {
    return listed.has(path)
      ? applyOptions(question, stats, { kind: 'option', option: 'listed', value: path })
      : notChosen({ kind: 'option', option: 'listed', value: '' });
  }
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
  const verdict = applyIgnoreRules(question, stats);
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

function byInclude({ pattern }: FilterRule): Reason {
  return { kind: 'option', option: 'include', value: pattern };
}

function notChosen(reason: Reason): Answer {
  return { chosen: false, reason };
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

/** Applies the user's options and checks the file type; gives `otherwise` as the reason if neither objects. */
function applyOptions(
  { path, filter, options }: Question,
  stats: Stats,
  otherwise: Reason,
): Answer {
  const isDirectory = stats.isDirectory();
  const verdict = filter.file(path);
  const option = (option: DecidingOption, value: string) =>
    notChosen({ kind: 'option', option, value });
  const included = verdict.kind === 'chosen' && verdict.by !== undefined;
  if (!included) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length + (isDirectory ? 1 : 0); depth++) {
      const by = filter.directory(parts.slice(0, depth).join('/'));
      if (by !== undefined && by.option !== 'isOwnOutput') return option(by.option, by.pattern);
    }
  }
  if (isDirectory) return notChosen({ kind: 'not a file', what: kindOfDirectory(otherwise) });
  if (verdict.kind === 'unwanted') return option('files', (options.files ?? []).join(' '));
  if (verdict.kind === 'excluded') {
    const { by } = verdict;
    return by.option === 'isOwnOutput'
      ? notChosen({ kind: 'built-in', what: 'own output' })
      : option(by.option, by.pattern);
  }
  if (!stats.isFile() && !stats.isSymbolicLink())
    return notChosen({ kind: 'not a file', what: 'special' });
  const { maxSize } = options;
  if (maxSize !== undefined && stats.size > maxSize) return option('maxSize', String(maxSize));
  return { chosen: true, reason: otherwise };
}

function kindOfDirectory(reason: Reason): 'submodule' | 'directory' {
  return reason.kind === 'tracked' ? 'submodule' : 'directory';
}

function lstatOrNone(path: string): Stats | undefined {
  try {
    return lstatSync(toFsPath(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
