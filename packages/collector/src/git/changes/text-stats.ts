/** Counts bytes as git's `gather_stats` does, to guess whether a content is text. */
export interface TextStats {
  crlfs: number;
  lonelyCrs: number;
  nuls: number;
  printable: number;
  nonPrintable: number;
  last: number;
}

export function createTextStats(): TextStats {
  return { crlfs: 0, lonelyCrs: 0, nuls: 0, printable: 0, nonPrintable: 0, last: -1 };
}

/** Adds a part of a content. It must not end between CR and LF. */
export function addTextStats(stats: TextStats, part: Buffer): void {
  for (let at = 0; at < part.length; at++) {
    const byte = part[at] as number;
    if (byte === 0x0d) {
      if (part[at + 1] === 0x0a) {
        stats.crlfs++;
        at++;
      } else stats.lonelyCrs++;
    } else if (byte === 0x7f) stats.nonPrintable++;
    else if (byte >= 0x20) stats.printable++;
    else if (byte === 0x08 || byte === 0x09 || byte === 0x1b || byte === 0x0c) stats.printable++;
    else if (byte !== 0x0a) {
      if (byte === 0) stats.nuls++;
      stats.nonPrintable++;
    }
  }
  stats.last = part.at(-1) ?? stats.last;
}

/** git's `convert_is_binary`. */
export function looksBinary({
  lonelyCrs,
  nuls,
  printable,
  nonPrintable,
  last,
}: TextStats): boolean {
  if (lonelyCrs > 0 || nuls > 0) return true;
  // An end-of-file mark of DOS at the end doesn't count.
  const odd = last === 0x1a ? nonPrintable - 1 : nonPrintable;
  return printable >> 7 < odd;
}
