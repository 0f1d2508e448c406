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
import { openTree } from './open-tree.js';
import { toRootPath } from './to-root-path.js';
import type { Tree } from './tree.js';
import { createTrackedPaths, type TrackedPaths } from './tracked-paths.js';

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
  const explanations: Explanation[] = [];
  for (const named of paths) {
    await yielder.step();
    const path = toRootPath(options.root, named);
    explanations.push({
      path,
      ...explain({ path, options, filter, tree, tracked, listed }),
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
}

type Answer = Omit<Explanation, 'path'>;

function explain(question: Question): Answer {
  const { path, options, tree, tracked, listed } = question;
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
    return applyOptions(question, stats, { kind: 'tracked' });
  }
  const verdict = applyIgnoreRules(question, stats);
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

/** Applies ignore rules and looks for nested repositories, from the root down: an ignored directory hides all below it. */
function applyIgnoreRules(
  { path, options, tree, tracked }: Question,
  stats: Stats,
): { readonly notChosen?: Reason; readonly rule?: CompiledRule | undefined } {
  if (tree.hiddenBy !== undefined) {
    return { notChosen: { kind: 'ignored', rule: toIgnoreRule(tree.hiddenBy), path: './' } };
  }
  let chain: IgnoreChain | undefined = tree.outerRules;
  let rule: CompiledRule | undefined;
  const names = path.split('/');
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
