import type { Needle } from './prefilter/needle.js';
import type { ScannedContent } from './tokens/scanned-content.js';

/** Looks for the secrets of one form. `match` is called where the prefilter finds its head. */
export interface Matcher extends Needle {
  readonly rule: string;
  /** Secrets have so many random bits that their digest doesn't give them away. */
  readonly hasFingerprint: boolean;
  /** Returns the secret whose head, as it is described, begins at `at`. */
  match(content: ScannedContent, at: number): SecretPlace | undefined;
}

/** First byte, and the one after the last. */
export interface SecretPlace {
  readonly start: number;
  readonly end: number;
}
