/** A line that holds the searched text, counted from 1; `at` is the byte at which it begins. */
export interface FoundLine {
  readonly line: number;
  readonly at: number;
  readonly end: number;
}

/**
 * Finds the lines of a content that hold a text, comparing bytes: what `grep -F` finds. Lines end with LF. With `ignoreCase` the
 * content is decoded and compared in lower case, which costs several times as much.
 */
export function* findLines(
  content: Uint8Array,
  text: string,
  ignoreCase = false,
): Generator<FoundLine> {
  if (text === '' || text.includes('\n')) return;
  yield* ignoreCase ? findFolded(content, text.toLowerCase()) : findExact(content, text);
}

function* findExact(content: Uint8Array, text: string): Generator<FoundLine> {
  const needle = new TextEncoder().encode(text);
  let line = 1;
  let counted = 0;
  for (let hit = indexOf(content, needle, 0); hit !== -1; hit = indexOf(content, needle, counted)) {
    const start = content.lastIndexOf(lf, hit) + 1;
    for (let next = content.indexOf(lf, counted); next !== -1 && next < start; line++)
      next = content.indexOf(lf, next + 1);
    const end = endOfLine(content, hit);
    yield { line, at: start, end };
    // The next search begins on the next line.
    counted = end + 1;
    line++;
    if (counted >= content.length) return;
  }
}

function* findFolded(content: Uint8Array, text: string): Generator<FoundLine> {
  const decoder = new TextDecoder();
  if (!decoder.decode(content).toLowerCase().includes(text)) return;
  for (let at = 0, line = 1; at < content.length; line++) {
    const end = endOfLine(content, at);
    if (decoder.decode(content.subarray(at, end)).toLowerCase().includes(text))
      yield { line, at, end };
    at = end + 1;
  }
}

const lf = 10;

function endOfLine(content: Uint8Array, from: number): number {
  const end = content.indexOf(lf, from);
  return end === -1 ? content.length : end;
}

/** `Uint8Array.indexOf` finds single bytes only. The rarest byte of the text is unknown, so its first is looked for. */
function indexOf(content: Uint8Array, needle: Uint8Array, from: number): number {
  const first = needle[0] as number;
  const last = content.length - needle.length;
  for (let at = content.indexOf(first, from); at !== -1 && at <= last;) {
    let next = 1;
    while (next < needle.length && content[at + next] === needle[next]) next++;
    if (next === needle.length) return at;
    at = content.indexOf(first, at + 1);
  }
  return -1;
}
