/** The longest run of `byte` anywhere in `bytes`. */
export function longestRun(bytes: Buffer, byte: number): number {
  let longest = 0;
  let at = bytes.indexOf(byte);
  while (at !== -1) {
    let end = at + 1;
    while (bytes[end] === byte) end++;
    if (end - at > longest) longest = end - at;
    at = bytes.indexOf(byte, end);
  }
  return longest;
}
