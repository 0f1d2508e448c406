/** A secret in a report. Nothing in it is derived from the secret, except for the fingerprint. */
export interface ReportedSecret {
  /** Of the file, from the root. */
  readonly path: string;
  readonly rule: string;
  /** Counted from 1. */
  readonly line: number;
  readonly fingerprint?: string | undefined;
  /** What was done; `allowed` by a comment or the baseline. */
  readonly action: 'warned' | 'redacted' | 'refused' | 'allowed';
}

/** What a report says of itself. */
export interface ReportOptions {
  /** Version of the program. */
  readonly version: string;
  /** Titles of rules of one's own. */
  readonly rules?: readonly { readonly id: string; readonly description: string }[] | undefined;
}
