import type { Index } from '../git/index-file/read-index.js';
import type { ObjectStore } from '../git/objects/object-store.js';
import type { Repository } from '../git/repository/open-repository.js';
import type { CompiledRule } from '../ignore/compile-ignore-rule.js';
import type { IgnoreChain } from '../ignore/ignore-chain.js';
import type { DumpRules } from './dump-rules.js';

/** What is known about the tree below a root before it is walked. */
export interface Tree {
  readonly root: string;
  /** Path from the top of the work tree to the root, empty or with a trailing slash. */
  readonly prefix: string;
  readonly repository: Repository | undefined;
  /** Undefined outside a work tree; so is `store`. */
  readonly index: Index | undefined;
  readonly store: ObjectStore | undefined;
  readonly ignoreCase: boolean;
  /** Ignore files that apply although a sparse checkout omits them: path from the top of the work tree → content. */
  readonly absentIgnoreFiles: ReadonlyMap<string, Buffer>;
  readonly dumpRules: DumpRules;
  /** Absolute path of the directory whose `.dumpignore` file is the first that applies. */
  readonly ignoreTop: string;
  /** git's rules that apply to the root's entries, without those of the root's own `.gitignore`. */
  readonly outerRules: IgnoreChain | undefined;
  /** The rule of any ignore file that ignores the root itself or a directory above it. */
  readonly hiddenBy: CompiledRule | undefined;
  /**
   * Sentences: which settings or ignore rules couldn't be read, so that the selection may be wrong. Grows while files are
   * selected.
   */
  readonly warnings: readonly string[];
}
