import { encodePath } from './path-bytes.js';

/** Orders paths by their bytes, as git does: independent of locale and of UTF-16. */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // Below the surrogates, UTF-16 order is byte order.
    if (left < 0xd800 && right < 0xd800) return left - right;
    return Buffer.compare(encodePath(a), encodePath(b));
  }
  return a.length - b.length;
}
