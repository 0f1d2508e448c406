/**
 * Findings that are known, as plain data. A rule whose secrets have fingerprints has those; of any other, a number of findings in a
 * file is known, so that a changed secret passes.
 */
export interface SecretBaseline {
  readonly fingerprints: readonly KnownSecret[];
  readonly counts: readonly KnownCount[];
}

export interface KnownSecret {
  readonly rule: string;
  readonly fingerprint: string;
}

export interface KnownCount {
  readonly rule: string;
  readonly path: string;
  readonly count: number;
}
