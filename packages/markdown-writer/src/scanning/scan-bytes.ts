import { isAscii } from 'node:buffer';

/** The facts about a content's bytes that decide how it is shown. */
export interface ByteScan {
  readonly lineFeeds: number;
  readonly hasNul: boolean;
  readonly hasBacktick: boolean;
  readonly isAscii: boolean;
}

/** Scans bytes wherever they lie. {@link createByteScanner} is faster for those in WebAssembly memory. */
export function scanBytes(bytes: Buffer): ByteScan {
  return {
    lineFeeds: countLineFeeds(bytes),
    hasNul: bytes.includes(0),
    hasBacktick: bytes.includes(0x60),
    isAscii: isAscii(bytes),
  };
}

function countLineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}
