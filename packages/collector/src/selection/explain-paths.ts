import { lstatSync, type Stats } from 'node:fs';
import { type IgnoreRule, toFsPath } from '@create-dump/core';
import { toByteText } from '../ignore/byte-text.js';
import type { SelectionOptions } from '../collector-options.js';
import {
  createUserFilter,
  type FilterRule,
  type UserFilter,
} from '../filter/create-user-filter.js';
import { entryModes } from '../git/objects/entry-modes.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { lowerAscii } from '../ignore/wildmatch.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import { createYielder } from '../yielder.js';
import { enterDirectory } from './directory-rules.js';
import type { DecidingOption, Explanation, Reason } from './explanation.js';
import { createHiddenFinder, type FindHidden } from './hidden-finder.js';
import { openTree } from './open-tree.js';
import { toRootPath } from './to-root-path.js';
import type { Tree } from './tree.js';
import { createTrackedPaths, type TrackedPaths } from './tracked-paths.js';

/**
 * Explains for each path whether {@link createCollector} chooses it with the same options, and why.
 *
 * @param paths Relative to the root, or absolute.
 * @throws {CreateDumpError} `USAGE` for a path outside the root; otherwise as the collector does.
 */
export async function explainPaths(
  options: SelectionOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Explanation[]> {
  const yielder = createYielder(signal);
  const filter = createUserFilter(options);
  const tree = await openTree(options, yielder);
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

interface Question {
  readonly path: string;
  readonly options: SelectionOptions;
  readonly filter: UserFilter;
  readonly tree: Tree;
  readonly tracked: TrackedPaths;
  readonly listed: ReadonlySet<string> | undefined;
  readonly findHidden: FindHidden;
  /** The include that chooses the path although an ignore rule hides it. */
  readonly include: FilterRule | undefined;
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

interface IgnoreVerdict {
  readonly notChosen?: Reason;
  /** The negated rule that decides. */
  readonly rule?: CompiledRule | undefined;
  /** An ignore rule hides the path, but it is included. */
  readonly isHidden?: boolean;
}

/** Applies ignore rules and looks for nested repositories, from the root down: an ignored directory hides all below it. */
function applyIgnoreRules(
  { path, options, tree, tracked, include }: Question,
  stats: Stats,
): IgnoreVerdict {
  const isIncluded = include !== undefined && !stats.isDirectory();
  if (tree.hiddenBy !== undefined && !isIncluded) {
    return { notChosen: { kind: 'ignored', rule: toIgnoreRule(tree.hiddenBy), path: './' } };
  }
  let isHidden = tree.hiddenBy !== undefined;
  let chain: IgnoreChain | undefined = tree.outerRules;
  let dumpChain: IgnoreChain | undefined = tree.dumpRules.outer;
  let rule: CompiledRule | undefined;
  const names = path.split('/');
  let directory = '';
  for (const [depth, name] of names.entries()) {
    const isDirectory = depth < names.length - 1 || stats.isDirectory();
    const here = directory + name;
    if (!isHidden) {
      dumpChain = tree.dumpRules.enter(dumpChain, directory);
      rule = tree.dumpRules.decide(dumpChain, directory, name, isDirectory);
      if (options.useGitignore !== false) {
        chain = enterDirectory(tree, chain, directory);
        const directoryText = toByteText(tree.prefix + directory);
        rule ??= decidingRule(chain, directoryText, toByteText(name), isDirectory);
      }
    }
    if (rule !== undefined && !rule.negated) {
      isHidden = true;
      if (!isIncluded)
        return {
          notChosen: {
            kind: 'ignored',
            rule: toIgnoreRule(rule),
            path: isDirectory ? `${here}/` : here,
          },
        };
    }
    const isInSubmodule = depth < names.length - 1 && tracked.isSubmodule(here);
    if (isInSubmodule) return { notChosen: { kind: 'built-in', what: 'nested repository' } };
    const mayNest = isDirectory && tree.index !== undefined && !tracked.hasBelow(`${here}/`);
    if (mayNest && isRepositoryTop(`${tree.root}/${here}`)) {
      return { notChosen: { kind: 'built-in', what: 'nested repository' } };
    }
    directory = `${here}/`;
  }
  return isHidden ? { isHidden } : { rule };
}

function toIgnoreRule({ source, line, pattern }: CompiledRule): IgnoreRule {
  return { source, line, pattern };
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
