import { CreateDumpError, type DumpRecord } from '@create-dump/core';
import type { ByteSource } from '../reading/byte-source.js';
import type { ManifestLocation } from '../reading/find-manifest.js';
import { contentError } from '../reading/read-content.js';
import { createManifestTotals } from '../verifying/manifest-totals.js';

/** Verifies a dump while it is restored. Throws `INTEGRITY` at the first defect. */
export interface RestoreProof {
  add(records: readonly DumpRecord[]): void;
  /** To be called for a content that doesn't match its record. */
  refuse(path: string, problem: string): never;
  /** To be called after the last content, with the SHA-256 of all bytes before the dump's last line. */
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

const wrongDigest = "its SHA-256 isn't the one in its last line, so bytes were changed";
