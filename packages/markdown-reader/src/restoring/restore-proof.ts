import { CreateDumpError, type DumpRecord } from '@create-dump/core';
import type { ByteSource } from '../reading/byte-source.js';
import type { ManifestLocation } from '../reading/find-manifest.js';
import { contentError } from '../reading/read-content.js';
import { createManifestTotals } from '../verifying/manifest-totals.js';

/** Proves a dump on the way of a restore. Throws `INTEGRITY` at the first thing that is wrong. */
export interface RestoreProof {
  add(records: readonly DumpRecord[]): void;
  /** A content is wrong. */
  refuse(path: string, problem: string): never;
  /** After the last content, with the digest of all bytes before the last line. */
  finish(covered: string | undefined): void;
}

export function createRestoreProof(source: ByteSource, { end }: ManifestLocation): RestoreProof {
  const totals = createManifestTotals();
  return {
    add: (records) => totals.add(records),
    refuse(path, problem) {
      throw contentError(source, path, problem);
    },
    finish(covered) {
      const [problem] = [...totals.problems(end), ...(covered === end.sha256 ? [] : [wrongDigest])];
      if (problem !== undefined) {
        throw new CreateDumpError('INTEGRITY', `${source.name} is damaged: ${problem}.`);
      }
    },
  };
}

const wrongDigest = 'the SHA-256 over it is not the one in its last line, so bytes were changed';
