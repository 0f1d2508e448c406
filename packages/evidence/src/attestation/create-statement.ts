/*
 * Attestations in the formats of in-toto and SLSA. What was dumped comes in as plain values; a statement that others sign (cosign,
 * GitHub) goes out. Nothing in here signs.
 */

/** A file that a statement is about. */
export interface StatementSubject {
  readonly name: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** An in-toto Statement, version 1. */
export interface Statement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: ReadonlyArray<{
    readonly name: string;
    readonly digest: { readonly sha256: string };
  }>;
  readonly predicateType: string;
  readonly predicate: object;
}

/** Binds a predicate to files. */
export function createStatement(
  subjects: readonly StatementSubject[],
  predicateType: string,
  predicate: object,
): Statement {
  const subject = subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  return { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
}
