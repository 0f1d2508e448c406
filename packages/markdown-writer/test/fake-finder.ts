import type { SecretFinder, SecretSpan } from '@create-dump/core';

/**
 * Finds `SECRET-` with eight digits, which no word character may precede, and what stands between `BEGIN KEY` and `END KEY`.
 * `allowed` on the line of a secret allows it. Gives a fingerprint, which nobody may pass on for what is redacted.
 */
export const fakeFinder: SecretFinder = {
  overlap: 100,
  find(bytes) {
    // Each byte as one character, so that places are bytes.
    const text = Buffer.from(bytes).toString('latin1');
    const spans: SecretSpan[] = [];
    let [line, lineStart] = [1, 0];
    for (const { index, 0: secret } of text.matchAll(pattern)) {
      for (let at = text.indexOf('\n', lineStart); at !== -1 && at < index; line++) {
        lineStart = at + 1;
        at = text.indexOf('\n', lineStart);
      }
      const lineEnd = text.indexOf('\n', index);
      const lineText = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
      spans.push({
        start: index,
        end: index + secret.length,
        rule: secret.startsWith('B') ? 'key' : 'fake',
        line,
        fingerprint: 'f'.repeat(32),
        ...(lineText.includes('allowed') && { allowed: 'inline' }),
      });
    }
    return spans;
  },
};

const pattern = /(?<!\w)SECRET-\d{8}|BEGIN KEY[^!]*?END KEY/g;
