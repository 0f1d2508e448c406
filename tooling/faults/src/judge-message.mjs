/**
 * Judges what a failed run says: a sentence that names a path (absolute, as it was given, or quoted as it is in a dump) and the reason in words, with no stack trace and no raw system
 * error (`EIO: i/o error, write`).
 *
 * @param {{ stderr: string, code: string | undefined, mustExplain: boolean }} said `code` is what the injected call reported
 * @returns {string[]} what is wrong
 */
export function judgeMessage({ stderr, code, mustExplain }) {
  const wrong = [];
  if (/^\s+at .+:\d+:\d+\)?$/m.test(stderr)) wrong.push('a stack trace on stderr');
  if (/\bE[A-Z]{2,}\d?: |\berrno\b|\bUNKNOWN\b/.test(stderr))
    wrong.push('a raw system error on stderr');
  if (!mustExplain) return wrong;
  if (stderr.trim() === '') return [...wrong, 'it fails without a message'];
  // "i/o error" is no path; events.ndjson, as it was given, is one.
  if (!/(?:^|\s)\/\S|"[^"]+"|[\w-]\.[a-z]/.test(stderr)) wrong.push('the message names no path');
  const reason = new RegExp(`\\p{L}{2,} \\(${code}\\)`, 'u');
  if (code !== undefined && !reason.test(stderr))
    wrong.push(`the message doesn't say why (${code})`);
  return wrong;
}
