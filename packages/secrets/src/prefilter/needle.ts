import type { ByteSet } from '../tokens/byte-set.js';

/** What the prefilter looks for. */
export interface Needle {
  /** The sets of its first bytes. */
  readonly head: readonly ByteSet[];
  /**
   * Where its key is in the head, and how many bytes it has, if it isn't that of a word. Without it, a word of 16 bytes or more
   * begins in the head, and its first or last bytes before it, three at least, are the key.
   */
  readonly anchor?: KeyPlace | undefined;
}

/** The prefilter knows three places outside words: behind four dashes, `://`, and `Q~` behind a digit. */
export interface KeyPlace {
  readonly offset: number;
  readonly length: 3 | 4;
}
