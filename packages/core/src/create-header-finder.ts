import type { ManifestHeader } from './manifest.js';
import { parseManifestHeader } from './parse-manifest.js';

/** Finds the manifest's first line in a dump that is read from front to back. */
export interface HeaderFinder {
  take(piece: Uint8Array): void;
  /** Undefined if the dump has no manifest. */
  finish(): ManifestHeader | undefined;
}

const marker = Buffer.from('\n## Manifest\n\n```jsonl\n');

/** A line of a manifest isn't longer (docs/format.md). */
const longestLine = 2 ** 20;

/**
 * The last marker of a dump is the manifest's own: contents may contain others, but they precede it, and no line of a manifest
 * has a backtick.
 */
export function createHeaderFinder(): HeaderFinder {
  let before = Buffer.alloc(0);
  let line: Buffer[] | undefined;
  let length = 0;
  let isWhole = false;

  const append = (bytes: Buffer) => {
    if (line === undefined || isWhole) return;
    const end = bytes.indexOf(10);
    isWhole = end !== -1 || length + bytes.length > longestLine;
    // Copied: the caller may reuse the piece.
    line.push(Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)));
    length += bytes.length;
  };
  return {
    take(piece) {
      const bytes = Buffer.concat([before, piece]);
      const at = bytes.lastIndexOf(marker);
      if (at === -1) append(bytes.subarray(before.length));
      else {
        [line, length, isWhole] = [[], 0, false];
        append(bytes.subarray(at + marker.length));
      }
      before = Buffer.from(bytes.subarray(Math.max(0, bytes.length - marker.length + 1)));
    },
    finish() {
      try {
        return isWhole
          ? parseManifestHeader(Buffer.concat(line ?? []).toString('utf8'))
          : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
