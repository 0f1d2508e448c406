import { lstatSync, type Stats } from 'node:fs';
import { type IgnoreRule, toFsPath } from '@create-dump/core';
import { toByteText } from '../ignore/byte-text.js';
import type { SelectionOptions } from '../collector-options.js';
import { createUserFilter, type UserFilter } from '../filter/create-user-filter.js';
import { entryModes } from '../git/objects/entry-modes.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import { createYielder } from '../yielder.js';
import { enterDirectory } from './directory-rules.js';
import { openTree } from './open-tree.js';
import { toRootPath } from './to-root-path.js';
import type { Tree } from './tree.js';
import { createTrackedPaths, type TrackedPaths } from './tracked-paths.js';

/** What decided whether a path is chosen. */
export type Reason =
  /** git tracks it, so ignore rules don't apply. */
  | { readonly kind: 'tracked' }
  /** git doesn't track it, and no rule ignores it. `rule` is the negated rule that matched, if any. */
  | { readonly kind: 'untracked'; readonly rule?: IgnoreRule }
  /** `path` is what the rule matched: a parent directory, with a trailing slash, or the path itself. */
  | { readonly kind: 'ignored'; readonly rule: IgnoreRule; readonly path: string }
  /** A user option; `value` is the pattern, directory or number that it was given. */
  | { readonly kind: 'option'; readonly option: DecidingOption; readonly value: string }
  /** A rule that always applies. */
  | {
      readonly kind: 'built-in';
      readonly what: 'git directory' | 'own output' | 'nested repository';
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not a file'; readonly what: 'directory' | 'special' | 'submodule' };

export type DecidingOption =
  | 'files'
  | 'include'
  | 'exclude'
  | 'excludedDirs'
  | 'nestedRoots'
  | 'maxSize'
  | 'listed'
  | 'trackedOnly';

export interface Explanation {
  /** Relative to the root. */
  readonly path: string;
  readonly chosen: boolean;
  readonly reason: Reason;
}

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
  const explanations: Explanation[] = [];
  for (const named of paths) {
    await yielder.step();
    const path = toRootPath(options.root, named);
    explanations.push({ path, ...explain({ path, options, filter, tree, tracked, listed }) });
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
  const isGitDirectory = path.split('/').includes('.git');
  if (isGitDirectory) return left({ kind: 'built-in', what: 'git directory' });
  if (stats === undefined) return left({ kind: 'missing' });
  if (listed !== undefined) {
    return listed.has(path)
      ? byOptions(question, stats, { kind: 'option', option: 'listed', value: path })
      : left({ kind: 'option', option: 'listed', value: '' });
  }
  if (entry !== undefined && !(stats.isDirectory() && entry.mode !== entryModes.gitlink)) {
    return byOptions(question, stats, { kind: 'tracked' });
  }
  const above = outerAnswer(question, stats);
  if (above.left !== undefined) return left(above.left);
  if (options.trackedOnly === true)
    return left({ kind: 'option', option: 'trackedOnly', value: '' });
  const rule = above.rule && plain(above.rule);
  return byOptions(question, stats, { kind: 'untracked', ...(rule === undefined ? {} : { rule }) });
}

function left(reason: Reason): Answer {
  return { chosen: false, reason };
}

/** Applies ignore rules and looks for nested repositories, from the root down: an ignored directory hides all below it. */
function outerAnswer(
  { path, options, tree, tracked }: Question,
  stats: Stats,
): { readonly left?: Reason; readonly rule?: CompiledRule | undefined } {
  if (tree.hiddenBy !== undefined) {
    return { left: { kind: 'ignored', rule: plain(tree.hiddenBy), path: './' } };
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
        left: { kind: 'ignored', rule: plain(rule), path: isDirectory ? `${here}/` : here },
      };
    }
    const mayNest = isDirectory && tree.index !== undefined && !tracked.hasBelow(`${here}/`);
    if (mayNest && isRepositoryTop(`${tree.root}/${here}`)) {
      return { left: { kind: 'built-in', what: 'nested repository' } };
    }
    directory = `${here}/`;
  }
  return { rule };
}

function plain({ source, line, pattern }: CompiledRule): IgnoreRule {
  return { source, line, pattern };
}

/** Applies the user's options and checks the file type; gives `otherwise` as the reason if neither objects. */
function byOptions({ path, filter, options }: Question, stats: Stats, otherwise: Reason): Answer {
  const isDirectory = stats.isDirectory();
  const verdict = filter.file(path);
  const option = (option: DecidingOption, value: string) => left({ kind: 'option', option, value });
  const included = verdict.kind === 'chosen' && verdict.by !== undefined;
  if (!included) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length + (isDirectory ? 1 : 0); depth++) {
      const by = filter.directory(parts.slice(0, depth).join('/'));
      if (by !== undefined && by.option !== 'isOwnOutput') return option(by.option, by.pattern);
    }
  }
  if (isDirectory) return left({ kind: 'not a file', what: kindOfDirectory(otherwise) });
  if (verdict.kind === 'unwanted') return option('files', (options.files ?? []).join(' '));
  if (verdict.kind === 'excluded') {
    const { by } = verdict;
    return by.option === 'isOwnOutput'
      ? left({ kind: 'built-in', what: 'own output' })
      : option(by.option, by.pattern);
  }
  if (!stats.isFile() && !stats.isSymbolicLink())
    return left({ kind: 'not a file', what: 'special' });
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
