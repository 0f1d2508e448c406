const lineFeed = 0x0a;

export function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === lineFeed) count++;
  return count;
}
