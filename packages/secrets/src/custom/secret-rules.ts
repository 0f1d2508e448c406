/** Rules of one's own, as plain data: {@link parseSecretRules} reads them. */
export interface SecretRules {
  readonly rules: readonly SecretRule[];
  /** What is no secret, whichever rule finds it, built-in ones included. */
  readonly allowlists: readonly SecretAllowlist[];
  /** Ids of built-in rules that aren't used. */
  readonly disabled: readonly string[];
}

/** A rule: a regular expression of RE2, or a path, or both. */
export interface SecretRule {
  readonly id: string;
  readonly description: string;
  readonly regex?: string | undefined;
  /** The rule is for files whose path matches. Without `regex`, their whole content is a secret. */
  readonly path?: string | undefined;
  /** Group of `regex` that is the secret; 0 for the first one that isn't empty. */
  readonly secretGroup: number;
  /** Bits a byte that a secret must have more than. */
  readonly entropy: number;
  /** In lower case. The expression is tried around them only. */
  readonly keywords: readonly string[];
  readonly allowlists: readonly SecretAllowlist[];
}

/** What is no secret. */
export interface SecretAllowlist {
  /** Whether one of `paths`, `regexes` and `stopwords` is enough, or all that are given must match. */
  readonly condition: 'OR' | 'AND';
  readonly paths: readonly string[];
  readonly regexes: readonly string[];
  /** What `regexes` must match. */
  readonly regexTarget: 'secret' | 'match' | 'line';
  /** In lower case. */
  readonly stopwords: readonly string[];
  /** For these rules only; empty for all. */
  readonly targetRules: readonly string[];
  /** There are commits in it, which no content of a dump has: it never matches if all must. */
  readonly hasCommits: boolean;
}
