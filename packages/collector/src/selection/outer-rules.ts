import { resolve } from 'node:path';
import { displayPath } from '@create-dump/core';
import type { SelectionOptions } from '../collector-options.js';
import { readRegularFile } from '../file-system/read-regular-file.js';
import { whyUnreadable } from '../file-system/why-unreadable.js';
import { displayConfigPath } from '../git/config/display-config-path.js';
import { expandGitPath } from '../git/config/expand-git-path.js';
import type { Repository } from '../git/repository/open-repository.js';
import { toByteText } from '../ignore/byte-text.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { decidingRule, type IgnoreChain, prependRules } from '../ignore/ignore-chain.js';
import { parseIgnoreFile } from '../ignore/parse-ignore-file.js';
import { ignoreFileLimit, prependIgnoreFile, type RuleSource } from './directory-rules.js';
import type { Tree } from './tree.js';

/**
 * Reads git's rules from above the root: `core.excludesFile`, `info/exclude` and the `.gitignore` files from the top of the
 * work tree down to the root, exclusive. A rule of a `.dumpignore` file decides first on whether a directory is hidden.
 *
 * @param decideFirst Takes the absolute path of a directory.
 */
export function readOuterRules(
  tree: RuleSource,
  repository: Repository,
  workTree: string,
  options: SelectionOptions,
  decideFirst: (directory: string) => CompiledRule | undefined,
): Pick<Tree, 'outerRules' | 'hiddenBy' | 'warnings'> {
  const { prefix, ignoreCase, root } = tree;
  let chain: IgnoreChain | undefined;
  const global = globalExcludes(repository, workTree, options);
  const info = `${repository.commonDirectory}/info/exclude`;
  const warnings = global.problem === undefined ? [] : [global.problem];
  for (const path of [global.path, info]) {
    if (path === undefined) continue;
    const file = readRegularFile(path, { limit: ignoreFileLimit, followLink: true });
    if (file === undefined) {
      const why = whyUnreadable(path, ignoreFileLimit);
      if (why !== undefined)
        warnings.push(
          `The ignore rules of ${displayConfigPath(path, { ...repository, ...options })} do not apply: ${why}.`,
        );
      continue;
    }
    chain = prependRules(chain, parseIgnoreFile(file, sourceName(root, path), ignoreCase), 0);
  }
  let directory = '';
  for (const name of prefix.split('/').slice(0, -1)) {
    const path = `${workTree}/${directory}.gitignore`;
    chain = prependIgnoreFile(chain, tree, { path, source: path, fromTop: directory });
    const rule =
      decideFirst(`${workTree}/${directory}${name}`) ??
      decidingRule(chain, toByteText(directory), toByteText(name), true);
    if (rule !== undefined && !rule.negated) return { outerRules: chain, hiddenBy: rule, warnings };
    directory += `${name}/`;
  }
  return { outerRules: chain, hiddenBy: undefined, warnings };
}

function sourceName(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function globalExcludes(
  { config }: Repository,
  workTree: string,
  { excludesFile, homeDirectory }: SelectionOptions,
): { readonly path?: string | undefined; readonly problem?: string } {
  const configured = config.get('core.excludesfile');
  if (configured === undefined) return { path: excludesFile };
  if (configured === '') return {};
  const expanded = expandGitPath(configured, homeDirectory);
  if (expanded !== undefined) return { path: resolve(workTree, expanded) };
  const problem = `The ignore rules of core.excludesFile = ${displayPath(configured)} do not apply: the path can't be expanded.`;
  return { problem };
}
