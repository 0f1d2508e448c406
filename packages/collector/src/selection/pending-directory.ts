import type { FilterRule } from '../filter/create-user-filter.js';
import type { IgnoreChain } from '../ignore/ignore-chain.js';
import type { HiddenBy } from './hidden-finder.js';

/** A directory to walk. */
export interface PendingDirectory {
  /** Relative to the root, empty or with a trailing slash. */
  readonly directory: string;
  /** git's rules for its entries, without those of its own `.gitignore`. */
  readonly outer: IgnoreChain | undefined;
  /** The same of `.dumpignore` files. */
  readonly outerDump: IgnoreChain | undefined;
  /** The user's rule that excludes it, if some of its files may be included all the same. */
  readonly excluded: FilterRule | undefined;
  /** What hides it by an ignore rule, if some of its files may be included all the same. */
  readonly hidden: HiddenBy | undefined;
  /** Whether git tracks files below it. */
  readonly hasTracked: boolean;
}
