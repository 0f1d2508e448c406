import { type Arguments, readText, usage } from '@create-dump/command-line';

/** Where attestations go; paths as given. */
export interface AttestationRequest {
  readonly statement: string | undefined;
  readonly predicate: string | undefined;
}

/**
 * Reads --attest and --attest-predicate; undefined if neither is given.
 * @throws {CreateDumpError} `USAGE`
 */
export function readAttestation(argv: Arguments): AttestationRequest | undefined {
  const statement = readText(argv, 'attest');
  const predicate = readText(argv, 'attest-predicate');
  if (statement === undefined && predicate === undefined) return undefined;
  if (statement !== predicate) return { statement, predicate };
  throw usage('--attest and --attest-predicate both write the same file: give each its own.');
}
