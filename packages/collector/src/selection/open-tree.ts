import { relative, resolve } from 'node:path';
import type { SelectionOptions } from '../collector-options.js';
import { toByteText } from '../ignore/byte-text.js';
import { expandSparseIndex } from '../git/index-file/expand-sparse-index.js';
import { openRepository, type Repository } from '../git/repository/open-repository.js';
import { indexFlags, readIndexOid } from '../git/index-file/parse-index.js';
import { readOuterConfig } from '../git/repository/read-outer-config.js';
import { type Index, readIndex } from '../git/index-file/read-index.js';
import { parseGitBoolean } from '../git/repository/parse-git-config.js';
import { decidingRule, type IgnoreChain, prependRules } from '../ignore/ignore-chain.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import { parseIgnoreFile } from '../ignore/parse-ignore-file.js';
import { type StatPreload, prepareStatPreload } from './stat-preload.js';
import { createObjectStore, type ObjectStore } from '../git/objects/object-store.js';
import type { Yielder } from '../yielder.js';
import { readRegularFile } from '../file-system/read-regular-file.js';

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
  /** Ignore files that a sparse checkout leaves out, path from the top → content; they count all the same. */
  readonly absentIgnoreFiles: ReadonlyMap<string, Buffer>;
  /** The rules for the root's own entries, but for those of its own `.gitignore`. */
  readonly outerRules: IgnoreChain | undefined;
  /** The rule that hides the root as a whole. */
  readonly hiddenBy: CompiledRule | undefined;
}

/** @throws {CreateDumpError} `REPOSITORY_UNREADABLE` if there is a repository that can't be read right. */
export async function openTree(
  options: SelectionOptions,
  yielder: Yielder,
  thread?: StatPreload,
): Promise<Tree> {
  const { root } = options;
  const repository = openRepository(root, readOuterConfig(options.gitConfigFiles));
  const workTree = repository?.workTree;
  if (repository === undefined || workTree === undefined) {
    const none = {
      absentIgnoreFiles: new Map(),
      index: undefined,
      store: undefined,
      outerRules: undefined,
      hiddenBy: undefined,
    };
    return { root, prefix: '', repository, ignoreCase: false, ...none };
  }
  const path = relative(workTree, root);
  // Most of a large index may lie elsewhere.
  if (path === '') prepareStatPreload(repository, thread);
  const prefix = path === '' ? '' : `${path}/`;
  const ignoreCase = parseGitBoolean(repository.config.get('core.ignorecase')) ?? false;
  const store = createObjectStore(repository);
  const stored = readIndex(repository.gitDirectory, repository.objectFormat);
  const index = await expandSparseIndex(stored, store, yielder);
  const absentIgnoreFiles = readAbsentIgnoreFiles(index, store);
  const tree = { root, prefix, repository, index, store, ignoreCase, absentIgnoreFiles };
  if (options.useGitignore === false) {
    return { ...tree, outerRules: undefined, hiddenBy: undefined };
  }
  return { ...tree, ...readOuterRules(tree, repository, workTree, options) };
}

type RuleSource = Pick<Tree, 'root' | 'prefix' | 'ignoreCase' | 'absentIgnoreFiles'>;

/** `chain` with the rules of the `.gitignore` of `directory` (below the root, empty or with a trailing slash). */
export function enterDirectory(
  tree: RuleSource,
  chain: IgnoreChain | undefined,
  directory: string,
): IgnoreChain | undefined {
  const source = `${directory}.gitignore`;
  const fromTop = tree.prefix + directory;
  return addDirectory(chain, tree, `${tree.root}/${source}`, source, fromTop);
}

/** Whether there could be rules for `directory` that a listing of it doesn't show. */
export function hasAbsentRules(tree: RuleSource, directory: string): boolean {
  return tree.absentIgnoreFiles.has(`${tree.prefix}${directory}.gitignore`);
}

function readAbsentIgnoreFiles(index: Index, store: ObjectStore): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of index.entries) {
    if (!(entry.flags & indexFlags.skipWorktree) || !/(^|\/)\.gitignore$/.test(entry.path))
      continue;
    const object = store.find(readIndexOid(entry, index.format));
    if (object?.kind === 'blob') files.set(entry.path, object.content);
  }
  return files;
}

/** As newer versions of git have it. */
const ignoreFileLimit = 100 * 2 ** 20;

function addDirectory(
  chain: IgnoreChain | undefined,
  { ignoreCase, absentIgnoreFiles }: RuleSource,
  path: string,
  source: string,
  fromTop: string,
): IgnoreChain | undefined {
  const content =
    readRegularFile(path, { limit: ignoreFileLimit }) ??
    absentIgnoreFiles.get(`${fromTop}.gitignore`);
  if (content === undefined) return chain;
  const rules = parseIgnoreFile(content, source, ignoreCase);
  return prependRules(chain, rules, toByteText(fromTop).length);
}

function readOuterRules(
  tree: RuleSource,
  repository: Repository,
  workTree: string,
  options: SelectionOptions,
): Pick<Tree, 'outerRules' | 'hiddenBy'> {
  const { prefix, ignoreCase, root } = tree;
  let chain: IgnoreChain | undefined;
  const global = globalExcludes(repository, workTree, options);
  const info = `${repository.commonDirectory}/info/exclude`;
  for (const path of [global, info]) {
    const file = path && readRegularFile(path, { limit: ignoreFileLimit, followLink: true });
    if (path === undefined || !file) continue;
    chain = prependRules(chain, parseIgnoreFile(file, sourceName(root, path), ignoreCase), 0);
  }
  let directory = '';
  for (const name of prefix.split('/').slice(0, -1)) {
    const path = `${workTree}/${directory}.gitignore`;
    chain = addDirectory(chain, tree, path, path, directory);
    const rule = decidingRule(chain, toByteText(directory), toByteText(name), true);
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
