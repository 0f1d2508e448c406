import type { Stats } from 'node:fs';
import type { SelectionOptions } from '../collector-options.js';
import type { FilterRule } from '../filter/create-user-filter.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import { toByteText } from '../ignore/byte-text.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { decidingRule, type IgnoreChain } from '../ignore/ignore-chain.js';
import { enterDirectory } from './directory-rules.js';
import type { Reason } from './explanation.js';
import { toIgnoreRule } from './to-ignore-rule.js';
import type { TrackedPaths } from './tracked-paths.js';
import type { Tree } from './tree.js';

export interface IgnoreQuestion {
  readonly path: string;
  readonly options: SelectionOptions;
  readonly tree: Tree;
  readonly tracked: TrackedPaths;
  /** The include that chooses the path although an ignore rule hides it. */
  readonly include: FilterRule | undefined;
}

interface IgnoreVerdict {
  readonly notChosen?: Reason;
  /** The negated rule that decides. */
  readonly rule?: CompiledRule | undefined;
  /** An ignore rule hides the path, but it is included. */
  readonly isHidden?: boolean;
}

/**
 * Applies ignore rules and looks for nested repositories, from the root down: an ignored directory hides all below it.
 * @param listedAs A directory that is walked whatever rules apply to it.
 */
export function applyIgnoreRules(
  { path, options, tree, tracked, include }: IgnoreQuestion,
  stats: Pick<Stats, 'isDirectory'>,
  listedAs?: string,
): IgnoreVerdict {
  const isIncluded = include !== undefined && !stats.isDirectory();
  const rootRule = listedAs === undefined ? tree.hiddenBy : undefined;
  if (rootRule !== undefined && !isIncluded) {
    return { notChosen: { kind: 'ignored', rule: toIgnoreRule(rootRule), path: './' } };
  }
  let isHidden = rootRule !== undefined;
  let chain: IgnoreChain | undefined = tree.outerRules;
  let dumpChain: IgnoreChain | undefined = tree.dumpRules.outer;
  let rule: CompiledRule | undefined;
  const names = path.split('/');
  const listedDepth = listedAs ? listedAs.split('/').length : 0;
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
    if (depth < listedDepth) {
      directory = `${here}/`;
      continue;
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
