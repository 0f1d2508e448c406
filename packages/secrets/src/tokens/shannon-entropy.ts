/** Longer texts are judged by their beginning. */
const longest = 256;

/** Returns the entropy of bytes in bits a byte, by their own frequencies (Shannon). */
export function shannonEntropy(bytes: Uint8Array): number {
  const length = Math.min(bytes.length, longest);
  const counts = new Uint16Array(256);
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] as number;
    counts[byte] = (counts[byte] as number) + 1;
  }
  let entropy = 0;
  for (const count of counts) {
    if (count > 0) entropy -= (count / length) * Math.log2(count / length);
  }
  return entropy;
}
