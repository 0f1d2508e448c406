/** Most bytes of a character of UTF-8 besides its first one. Bounds the search in contents that aren't UTF-8. */
const mostContinuations = 3;

/** The place of the character that has the byte at `at`. */
export function characterStart(content: Buffer, at: number): number {
  let start = Math.max(0, at);
  const least = Math.max(0, start - mostContinuations);
  while (start > least && isContinuation(content[start])) start--;
  return start;
}

/** The end of the character that has the byte before `at`. */
export function characterEnd(content: Buffer, at: number): number {
  let end = Math.min(at, content.length);
  const most = Math.min(content.length, end + mostContinuations);
  while (end < most && isContinuation(content[end])) end++;
  return end;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
