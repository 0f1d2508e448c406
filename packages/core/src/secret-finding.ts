/** What a dump does with secrets: `warn` tells, `redact` replaces them, `fail` publishes nothing. */
export type SecretMode = 'warn' | 'redact' | 'fail';

/** A secret that was found while a dump was made. Nothing in it is derived from the secret, except for the fingerprint. */
export interface SecretFinding {
  /** Of the file. */
  readonly path: string;
  readonly rule: string;
  /** Line of the file, counted from 1. */
  readonly line: number;
  /** See `SecretSpan`. Absent for what was redacted. */
  readonly fingerprint?: string;
  /** `allowed`: by a comment in the file or by the baseline. */
  readonly action: 'warned' | 'redacted' | 'refused' | 'allowed';
}
