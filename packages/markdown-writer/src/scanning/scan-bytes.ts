import { isAscii } from 'node:buffer';
import { countLineFeeds } from '../content/count-line-feeds.js';

/** What has to be known of a content's bytes before they are shown. */
export interface ByteScan {
  readonly lineFeeds: number;
  readonly hasNul: boolean;
  readonly hasBacktick: boolean;
  readonly isAscii: boolean;
}

export function scanBytes(bytes: Buffer): ByteScan {
  return {
    lineFeeds: countLineFeeds(bytes),
    hasNul: bytes.includes(0),
    hasBacktick: bytes.includes(0x60),
    isAscii: isAscii(bytes),
  };
}
