import type { KeyPlace } from '../prefilter/needle.js';

/** A rule for tokens that a service marks, as data. */
export interface TokenRule {
  readonly id: string;
  /** What is found: `GitHub personal access token`. */
  readonly title: string;
  /** Patterns of {@link parseTokenPattern}; one of them must match. */
  readonly patterns: readonly string[];
  /** Bits a byte that a token must have at least. Tells tokens from placeholders and from names in code. */
  readonly entropy?: number;
  /** The prefix may be the end of a word. */
  readonly within?: true;
  /** Where the prefilter finds the token, if it isn't by a word. */
  readonly anchor?: KeyPlace;
  /** Part of the token can be guessed, so that its digest would give it away. */
  readonly guessable?: true;
}
