import { readRegularFile } from '../file-system/read-regular-file.js';
import { toByteText } from '../ignore/byte-text.js';
import { type IgnoreChain, prependRules } from '../ignore/ignore-chain.js';
import { parseIgnoreFile } from '../ignore/parse-ignore-file.js';
import type { Tree } from './tree.js';

export type RuleSource = Pick<Tree, 'root' | 'prefix' | 'ignoreCase' | 'absentIgnoreFiles'>;

/**
 * Prepends the rules of a directory's `.gitignore` to `chain`.
 * @param directory Below the root, empty or with a trailing slash.
 */
export function enterDirectory(
  tree: RuleSource,
  chain: IgnoreChain | undefined,
  directory: string,
): IgnoreChain | undefined {
  const source = `${directory}.gitignore`;
  const fromTop = tree.prefix + directory;
  return prependIgnoreFile(chain, tree, { path: `${tree.root}/${source}`, source, fromTop });
}

/** Whether a directory has an ignore file that exists only in the index, so that listing the directory doesn't show it. */
export function hasAbsentRules(tree: RuleSource, directory: string, name = '.gitignore'): boolean {
  return tree.absentIgnoreFiles.has(`${tree.prefix}${directory}${name}`);
}

/** The limit of current versions of git. */
export const ignoreFileLimit = 100 * 2 ** 20;

interface DirectoryIgnoreFile {
  /** Absolute. */
  readonly path: string;
  /** The path as users see it. */
  readonly source: string;
  /** Its directory, from the top of the work tree, empty or with a trailing slash. */
  readonly fromTop: string;
}

export function prependIgnoreFile(
  chain: IgnoreChain | undefined,
  { ignoreCase, absentIgnoreFiles }: RuleSource,
  { path, source, fromTop }: DirectoryIgnoreFile,
): IgnoreChain | undefined {
  const content =
    readRegularFile(path, { limit: ignoreFileLimit }) ??
    absentIgnoreFiles.get(`${fromTop}.gitignore`);
  if (content === undefined) return chain;
  const rules = parseIgnoreFile(content, source, ignoreCase);
  return prependRules(chain, rules, toByteText(fromTop).length);
}
