/** A set of bytes: 1 at the index of each member. */
export type ByteSet = Uint8Array;

/** Reads the inside of brackets: single characters and ranges, such as `A-Za-z0-9_-`. A hyphen stands for itself at the end. */
export function parseByteSet(text: string): ByteSet {
  const set = new Uint8Array(256);
  for (let at = 0; at < text.length; at++) {
    const first = text.charCodeAt(at);
    const isRange = text[at + 1] === '-' && at + 2 < text.length;
    const last = isRange ? text.charCodeAt(at + 2) : first;
    set.fill(1, first, last + 1);
    if (isRange) at += 2;
  }
  return set;
}

/** Returns the members of a set, in ascending order. */
export function membersOf(set: ByteSet): readonly number[] {
  let members = known.get(set);
  if (members === undefined) {
    members = [...set.keys()].filter((byte) => set[byte] === 1);
    known.set(set, members);
  }
  return members;
}

const known = new WeakMap<ByteSet, readonly number[]>();
