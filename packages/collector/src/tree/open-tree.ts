import { relative, resolve } from 'node:path';
import type { SelectionOptions } from '../collector-options.js';
import { toByteText } from '../byte-text.js';
import { expandSparseIndex } from '../git/expand-sparse-index.js';
import { openRepository, type Repository } from '../git/open-repository.js';
import { type Index, readIndex } from '../git/read-index.js';
import { parseGitBoolean } from '../git/parse-git-config.js';
import { decidingRule, type IgnoreChain, prependRules } from '../ignore/ignore-chain.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { parseIgnoreFile } from '../ignore/parse-ignore-file.js';
import { createObjectStore, type ObjectStore } from '../objects/object-store.js';
import type { Pacer } from '../pacer.js';
import { readRegularFile } from '../read-regular-file.js';

/** What is known of the tree below a root before it is walked. */
export interface Tree {
  readonly root: string;
  /** From the top of the work tree to the root, empty or with a trailing slash. */
  readonly prefix: string;
  readonly repository: Repository | undefined;
  /** Only in a work tree. */
  readonly index: Index | undefined;
  readonly store: ObjectStore | undefined;
  readonly ignoreCase: boolean;
  /** The rules for the root's own entries, but for those of its own `.gitignore`. */
  readonly outerRules: IgnoreChain | undefined;
  /** The rule that hides the root as a whole. */
  readonly hiddenBy: CompiledRule | undefined;
}

/** @throws {CreateDumpError} `REPOSITORY_UNREADABLE` if there is a repository that can't be read right. */
export async function openTree(options: SelectionOptions, pacer: Pacer): Promise<Tree> {
  const { root } = options;
  const repository = openRepository(root);
  const workTree = repository?.workTree;
  if (repository === undefined || workTree === undefined) {
    const none = { index: undefined, store: undefined, outerRules: undefined, hiddenBy: undefined };
    return { root, prefix: '', repository, ignoreCase: false, ...none };
  }
  const path = relative(workTree, root);
  const prefix = path === '' ? '' : `${path}/`;
  const ignoreCase = parseGitBoolean(repository.config.get('core.ignorecase')) ?? false;
  const store = createObjectStore(repository);
  const stored = readIndex(repository.gitDirectory, repository.objectFormat);
  const index = await expandSparseIndex(stored, store, pacer);
  const tree = { root, prefix, repository, index, store, ignoreCase };
  if (options.useGitignore === false) {
    return { ...tree, outerRules: undefined, hiddenBy: undefined };
  }
  return { ...tree, ...readOuterRules(tree, repository, workTree, options) };
}

/** `chain` with the rules of the `.gitignore` of `directory` (below the root, empty or with a trailing slash). */
export function enterDirectory(
  tree: Pick<Tree, 'root' | 'prefix' | 'ignoreCase'>,
  chain: IgnoreChain | undefined,
  directory: string,
): IgnoreChain | undefined {
  const source = `${directory}.gitignore`;
  const baseLength = toByteText(tree.prefix + directory).length;
  return addFile(chain, `${tree.root}/${source}`, source, baseLength, tree.ignoreCase);
}

/** As newer versions of git have it. */
const ignoreFileLimit = 100 * 2 ** 20;

function addFile(
  chain: IgnoreChain | undefined,
  path: string,
  source: string,
  baseLength: number,
  ignoreCase: boolean,
  followLink = false,
): IgnoreChain | undefined {
  const content = readRegularFile(path, { limit: ignoreFileLimit, followLink });
  if (content === undefined) return chain;
  return prependRules(chain, parseIgnoreFile(content, source, ignoreCase), baseLength);
}

function readOuterRules(
  { prefix, ignoreCase, root }: Pick<Tree, 'prefix' | 'ignoreCase' | 'root'>,
  repository: Repository,
  workTree: string,
  options: SelectionOptions,
): Pick<Tree, 'outerRules' | 'hiddenBy'> {
  let chain: IgnoreChain | undefined;
  const global = globalExcludes(repository, workTree, options);
  const info = `${repository.commonDirectory}/info/exclude`;
  for (const path of [global, info]) {
    if (path !== undefined) {
      chain = addFile(chain, path, sourceName(root, path), 0, ignoreCase, true);
    }
  }
  let directory = '';
  for (const name of prefix.split('/').slice(0, -1)) {
    const path = `${workTree}/${directory}.gitignore`;
    const text = toByteText(directory);
    chain = addFile(chain, path, path, text.length, ignoreCase);
    const rule = decidingRule(chain, text, toByteText(name), true);
    if (rule !== undefined && !rule.negated) return { outerRules: chain, hiddenBy: rule };
    directory += `${name}/`;
  }
  return { outerRules: chain, hiddenBy: undefined };
}

function sourceName(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function globalExcludes(
  { config }: Repository,
  workTree: string,
  { excludesFile, homeDirectory }: SelectionOptions,
): string | undefined {
  const configured = config.get('core.excludesfile');
  if (configured === undefined) return excludesFile;
  if (configured === '') return undefined;
  if (!configured.startsWith('~/')) return resolve(workTree, configured);
  return homeDirectory === undefined ? undefined : resolve(homeDirectory, configured.slice(2));
}
