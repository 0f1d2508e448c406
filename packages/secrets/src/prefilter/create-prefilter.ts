// Finds the few places of a content at which a secret may begin, at gigabytes a second. Needles come in, as rows of sets of bytes;
// places and needles go out. Tokens are long words, which are rare in text: a WebAssembly program looks for words of 16 bytes and
// more, 64 bytes at a time, and looks up the first bytes of each, and those before it. So the number of needles costs nothing.
import { findKeysProgram } from './find-keys-program.js';
import { buildKeyTable } from './key-table.js';
import type { Needle } from './needle.js';
import { planKey } from './plan-key.js';
import { allocateBytes, assemble } from './web-assembly.js';
import { classTables } from './word-bytes.js';

/** Calls `found` with the index of each needle that may begin at `at`: its key is there. Places ascend nearly. */
export type Prefilter = (bytes: Uint8Array, found: (needle: number, at: number) => void) => void;

/** Contents are scanned in pieces of this size, which the caches of a processor hold. */
const pieceBytes = 2 ** 16;

/** The program reads so much before and behind what it scans. */
const margin = 64;

/** Where the tables are: see `scripts/find-keys.wat`. */
const beforeAt = 32;
const pairsAt = beforeAt + 2 ** 8;
const tableAt = pairsAt + 2 ** 13;
const listWords = 8192;

/** The program ends with a list that has less room than that: what a block may add. */
const blockWords = 1280;

interface Program {
  readonly find: (
    from: number,
    at: number,
    end: number,
    slots: number,
    list: number,
    words: number,
  ) => number;
  readonly next: { readonly value: number };
}

/** Creates a prefilter for needles. It has memory of its own, so that each thread needs its own. */
export function createPrefilter(needles: readonly Needle[]): Prefilter {
  const { before, pairs, slots, needles: found } = buildKeyTable(needles.map(planKey));
  const listAt = tableAt + slots.byteLength;
  const textAt = listAt + 4 * listWords + 2 * margin;
  const memory = allocateBytes(textAt + pieceBytes + 6 * margin);
  const bytesOf = new Uint8Array(memory.buffer);
  const words = new DataView(memory.buffer);
  bytesOf.set(classTables());
  bytesOf.set(before, beforeAt);
  bytesOf.set(pairs, pairsAt);
  for (const [slot, value] of slots.entries()) words.setUint32(tableAt + 4 * slot, value, true);
  const { find, next } = assemble(findKeysProgram, { m: { memory } }) as unknown as Program;
  return (bytes, tell) => {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      const lead = Math.min(start, margin);
      const piece = bytes.subarray(start - lead, start + pieceBytes + margin);
      const end = textAt + piece.length;
      bytesOf.set(piece, textAt);
      bytesOf.fill(0, end, end + 3 * margin);
      let at = textAt;
      while (at < end) {
        const count = find(textAt, at, end, slots.length, listAt, listWords);
        // Reading the global is slow, and the list hardly ever full.
        at = count > listWords - blockWords ? next.value : end;
        for (let word = listAt; word < listAt + 4 * count; word += 8) {
          const place = words.getInt32(word, true) - lead;
          for (const { needle, offset } of found[words.getUint32(word + 4, true)] ?? []) {
            const head = place - offset;
            if (head >= 0 && head < pieceBytes) tell(needle, start + head);
          }
        }
      }
    }
  };
}
