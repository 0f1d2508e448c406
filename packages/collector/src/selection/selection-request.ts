import type { FileStats } from '../file-system/file-stats.js';
import type { UserFilter } from '../filter/create-user-filter.js';
import type { Yielder } from '../yielder.js';
import type { DiscoveryOptions } from '../collector-options.js';
import type { PreloadedStats } from './preload-stats.js';
import type { Tree } from './tree.js';

/** The inputs of `selectFiles`. */
export interface SelectionRequest {
  readonly tree: Tree;
  readonly filter: UserFilter;
  readonly options: DiscoveryOptions;
  readonly yielder: Yielder;
  readonly preloaded: PreloadedStats;
  /** Called for each tracked path that was examined, with its position in the index, so that its stats can be reused. */
  readonly onTracked: (position: number, stats: FileStats | undefined) => void;
}
