import { Buffer } from 'node:buffer';
import type { ByteSet } from './byte-set.js';

/** A content that is searched, and what is known about it. */
export interface ScannedContent {
  readonly bytes: Uint8Array;
  /** Returns where the run of members of `set` that begins at `at` ends. The runs of a content take linear time, all together. */
  runEnd(set: ByteSet, at: number): number;
  /** Returns where `text` is next, from `at` on; -1 if it isn't. Takes linear time, all together, if places ascend. */
  next(text: string, at: number): number;
}

/** Creates the state of a search in one content. */
export function createScannedContent(bytes: Uint8Array): ScannedContent {
  // The last run of each set: repeated prefixes, which are members themselves, would walk the same run again and again.
  const runs = new Map<ByteSet, { from: number; end: number }>();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new Map<string, { from: number; place: number }>();
  return {
    bytes,
    next(text, at) {
      const known = places.get(text);
      if (known !== undefined && at >= known.from && (at <= known.place || known.place === -1)) {
        return known.place;
      }
      const place = buffer.indexOf(text, at);
      places.set(text, { from: at, place });
      return place;
    },
    runEnd(set, at) {
      const known = runs.get(set);
      if (known !== undefined && at >= known.from && at < known.end) return known.end;
      let end = at;
      while (end < bytes.length && set[bytes[end] as number] === 1) {
        end++;
        if (known !== undefined && end === known.from) end = known.end;
      }
      if (end > at) runs.set(set, { from: at, end });
      return end;
    },
  };
}
