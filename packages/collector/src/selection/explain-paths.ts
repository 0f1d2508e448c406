import { lstatSync, type Stats } from 'node:fs';
import { type IgnoreRule, toFsPath } from '@create-dump/core';
import { toByteText } from '../ignore/byte-text.js';
import type { SelectionOptions } from '../collector-options.js';
import { createUserFilter, type UserFilter } from '../filter/create-user-filter.js';
import { entryModes } from '../git/objects/entry-modes.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { lowerAscii } from '../ignore/wildmatch.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import { createYielder } from '../yielder.js';
import { enterDirectory } from './directory-rules.js';
import type { DecidingOption, Explanation, Reason } from './explanation.js';
import { createListTest, type ListTest } from './list-test.js';
import { openTree } from './open-tree.js';
import { toRootPath } from './to-root-path.js';
import type { Tree } from './tree.js';
import { createTrackedPaths, type TrackedPaths } from './tracked-paths.js';

/**
 * Explains for each path whether {@link createCollector} chooses it with the same options, and why.
 *
 * @param paths Relative to the root, or absolute. They need not exist; a trailing slash then means a directory.
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
  const listed = options.listed && createListTest(options.root, options.listed);
  const explanations: Explanation[] = [];
  for (const named of paths) {
    await yielder.step();
    const path = toRootPath(options.root, named);
    explanations.push({
      path,
      ...explain({ path, options, filter, tree, tracked, listed }, named.endsWith('/')),
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
  readonly listed: ListTest | undefined;
}

type FileKind = Pick<Stats, 'isDirectory' | 'isFile' | 'isSymbolicLink' | 'size'>;

type Answer = Omit<Explanation, 'path'>;

function explain(question: Question, isDirectory: boolean): Answer {
  const { path, tree, tracked } = question;
  const comparable = tree.ignoreCase ? lowerAscii(path) : path;
  const isGitDirectory = comparable.split('/').includes('.git');
  if (isGitDirectory) return notChosen({ kind: 'built-in', what: 'git directory' });
  const stats = tracked.isReal(path) ? lstatOrNone(`${tree.root}/${path}`) : undefined;
  return stats === undefined
    ? explainMissing(question, isDirectory)
    : explainPresent(question, stats);
}

/** As `git check-ignore -v`, names the rule that would leave the file out. */
function explainMissing(question: Question, isDirectory: boolean): Answer {
  const supposed: FileKind = {
    isDirectory: () => isDirectory,
    isFile: () => !isDirectory,
    isSymbolicLink: () => false,
    size: 0,
  };
  const { chosen, reason } = explainPresent(question, supposed);
  if (!chosen && reason.kind !== 'not a file') return { chosen, reason, exists: false };
  const rule = reason.kind === 'untracked' ? reason.rule : undefined;
  return notChosen({ kind: 'missing', ...(rule && { rule }) });
}

function explainPresent(question: Question, stats: FileKind): Answer {
  const { path, options, tree, tracked, listed } = question;
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
    return applyOptions(question, stats, { kind: 'tracked' });
  }
  const verdict = applyIgnoreRules(question, stats, listedAs);
  if (verdict.notChosen !== undefined) return notChosen(verdict.notChosen);
  if (options.trackedOnly === true)
    return notChosen({ kind: 'option', option: 'trackedOnly', value: '' });
  const rule = verdict.rule && toIgnoreRule(verdict.rule);
  return applyOptions(question, stats, {
    kind: 'untracked',
    ...(rule === undefined ? {} : { rule }),
  });
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

/**
 * Applies ignore rules and looks for nested repositories, from the root down: an ignored directory hides all below it.
 * @param listedAs A directory that is walked whatever rules apply to it.
 */
function applyIgnoreRules(
  { path, options, tree, tracked }: Question,
  stats: FileKind,
  listedAs?: string,
): { readonly notChosen?: Reason; readonly rule?: CompiledRule | undefined } {
  if (tree.hiddenBy !== undefined && listedAs === undefined) {
    return { notChosen: { kind: 'ignored', rule: toIgnoreRule(tree.hiddenBy), path: './' } };
  }
  let chain: IgnoreChain | undefined = tree.outerRules;
  let rule: CompiledRule | undefined;
  const names = path.split('/');
  const listedDepth = listedAs ? listedAs.split('/').length : 0;
  let directory = '';
  for (const [depth, name] of names.entries()) {
    const isDirectory = depth < names.length - 1 || stats.isDirectory();
    const here = directory + name;
    if (options.useGitignore !== false) {
      chain = enterDirectory(tree, chain, directory);
      rule = decidingRule(
        chain,
        toByteText(tree.prefix + directory),
        toByteText(name),
        isDirectory,
      );
    }
    if (depth < listedDepth) {
      directory = `${here}/`;
      continue;
    }
    if (rule !== undefined && !rule.negated) {
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
  return { rule };
}

function toIgnoreRule({ source, line, pattern }: CompiledRule): IgnoreRule {
  return { source, line, pattern };
}

/** Applies the user's options and checks the file type; gives `otherwise` as the reason if neither objects. */
function applyOptions(
  { path, filter, options }: Question,
  stats: FileKind,
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
