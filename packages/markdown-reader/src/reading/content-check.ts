import { createHash, hash, type Hash } from 'node:crypto';
import { type ContentRecord, shownContent } from '@create-dump/core';
import { createContentDecoder } from './content-decoder.js';
import { linkProblem } from './link-problem.js';

/** Decodes a content and compares it with its record. */
export interface ContentCheck {
  /** Returns the original (or redacted) bytes decoded from `stored`; nothing after the first decoding error. */
  take(stored: Uint8Array, isLast: boolean): Uint8Array;
  /** To be called after the last piece. Undefined if size and digest match. */
  problem(): string | undefined;
}

export function createContentCheck(record: ContentRecord): ContentCheck {
  const { encoding } = record;
  const decoder = encoding === undefined ? undefined : createContentDecoder(encoding);
  let hasher: Hash | undefined;
  let digest = '';
  let taken = 0;
  let broken: string | undefined;

  const decode = (stored: Uint8Array, isLast: boolean): Uint8Array => {
    if (broken !== undefined) return nothing;
    try {
      return decoder?.decode(stored, isLast) ?? stored;
    } catch (error) {
      broken = `its ${encoding} can't be decoded: ${error instanceof Error ? error.message : String(error)}`;
      return nothing;
    }
  };

  return {
    take(stored, isLast) {
      const bytes = decode(stored, isLast);
      broken ??= linkProblem(record, bytes);
      taken += bytes.length;
      if (isLast && hasher === undefined) {
        digest = hash('sha256', bytes);
      } else {
        hasher = (hasher ?? createHash('sha256')).update(bytes);
        if (isLast) digest = hasher.digest('hex');
      }
      return bytes;
    },
    problem: () => broken ?? differenceFrom(record, taken, digest),
  };
}

/** The {@link ContentCheck} problem of a content without encoding that is in memory as a whole. */
export function plainContentProblem(record: ContentRecord, bytes: Uint8Array): string | undefined {
  return linkProblem(record, bytes) ?? differenceFrom(record, bytes.length, hash('sha256', bytes));
}

function differenceFrom(record: ContentRecord, taken: number, digest: string): string | undefined {
  const { size, sha256 } = shownContent(record);
  if (taken !== size) return `it has ${taken} bytes, and should have ${size}`;
  if (digest !== sha256) return `its SHA-256 is ${digest}, and should be ${sha256}`;
  return undefined;
}

const nothing = new Uint8Array(0);
