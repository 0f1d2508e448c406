import type { NeedleKey } from './plan-key.js';

/** A needle whose key was found, and where that key is in its head. */
interface KeyedNeedle {
  readonly needle: number;
  readonly offset: number;
}

/** What `scripts/find-keys.wat` looks keys up in. */
export interface KeyTable {
  /** For each byte, 1 if it stands directly before the word in some key. */
  readonly before: Uint8Array;
  /** For each two bytes, a bit: 1 if a word begins with them in some key. */
  readonly pairs: Uint8Array;
  /** The keys in a hash table, 0 where a slot is empty; a power of two of them. */
  readonly slots: Uint32Array;
  /** For each slot, the needles that have its key. */
  readonly needles: readonly (readonly KeyedNeedle[])[];
}

/** Builds the table in which keys are looked up. */
export function buildKeyTable(keys: readonly NeedleKey[]): KeyTable {
  const before = new Uint8Array(256);
  const pairs = new Uint8Array(2 ** 13);
  const byValue = new Map<number, KeyedNeedle[]>();
  for (const [needle, { values, offset, word }] of keys.entries()) {
    for (const value of values) {
      const sharing = byValue.get(value);
      if (sharing === undefined) byValue.set(value, [{ needle, offset }]);
      else sharing.push({ needle, offset });
      if (word === 0)
        pairs[(value & 0xffff) >> 3] = (pairs[(value & 0xffff) >> 3] ?? 0) | (1 << (value & 7));
      else if (word !== undefined) before[(value >>> (8 * (word - 1))) & 0xff] = 1;
    }
  }
  return { before, pairs, ...hash(byValue) };
}

function hash(
  byValue: ReadonlyMap<number, readonly KeyedNeedle[]>,
): Pick<KeyTable, 'slots' | 'needles'> {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(4 * byValue.size)));
  const needles = Array.from({ length: slots.length }, (): readonly KeyedNeedle[] => []);
  for (const [value, sharing] of byValue) {
    let slot = (Math.imul(value, 0x9e_37_79_b1) >>> 15) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = value;
    needles[slot] = sharing;
  }
  return { slots, needles };
}
