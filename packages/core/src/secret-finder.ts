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

/** Port: finds secrets in a content. */
export interface SecretFinder {
  /** How many bytes at the end of one piece must be given again at the beginning of the next. */
  readonly overlap: number;
  /** @param bytes As shown, UTF-8. @param path Of the file, for rules and baselines. */
  find(bytes: Uint8Array, path: string): readonly SecretSpan[];
}
