import { encodePath } from './path-bytes.js';

/** Compares paths byte by byte, as git does. The order doesn't depend on the locale or on UTF-16. */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    // Code units below the surrogates have the order of their UTF-8 bytes.
    if (left < 0xd800 && right < 0xd800) return left - right;
    return Buffer.compare(encodePath(a), encodePath(b));
  }
  return a.length - b.length;
}
