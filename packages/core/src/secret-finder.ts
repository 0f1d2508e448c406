/** A secret in a content as shown. */
export interface SecretSpan {
  /** Byte offsets in the content: first byte, and the one after the last. */
  readonly start: number;
  readonly end: number;
  /** The rule's id: `github-pat`. */
  readonly rule: string;
  /** Line of `start`, counted from 1. */
  readonly line: number;
  /** 128 bits, hexadecimal; only for rules whose secrets have at least 80 random bits. */
  readonly fingerprint?: string;
  readonly allowed?: 'inline' | 'baseline';
}

/** What the pieces of a content before this one have. */
export interface EarlierPieces {
  /** Where in this piece their search ended. Secrets that begin before it were counted. */
  readonly searched: number;
  /** Number of secrets, by rule. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Port: finds secrets in a content. */
export interface SecretFinder {
  /** How many bytes at the end of one piece must be given again at the beginning of the next. */
  readonly overlap: number;
  /**
   * @param bytes As shown, UTF-8.
   * @param path Of the file, for rules and baselines.
   * @param earlier For a later piece of a content, so that what a baseline counts is counted in the whole content.
   */
  find(bytes: Uint8Array, path: string, earlier?: EarlierPieces): readonly SecretSpan[];
}
