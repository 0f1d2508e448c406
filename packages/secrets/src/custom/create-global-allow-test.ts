import { Buffer } from 'node:buffer';
import type { FoundPlace } from '../findings/join-places.js';
import { createAllowTest } from './create-allow-test.js';
import { loadExpressions } from './rule-expression.js';
import type { SecretRules } from './secret-rules.js';

/** Bytes of a line before and behind a secret that allowlists see. */
const longestLine = 4096;

/** Creates a test for what the allowlists of a file of rules say, whichever rule found it. Loads the library. */
export async function createGlobalAllowTest({
  allowlists,
}: SecretRules): Promise<(place: FoundPlace, bytes: Uint8Array, path: string) => boolean> {
  const isAllowed = createAllowTest(allowlists, await loadExpressions());
  return ({ start, end, rule }, bytes, path) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const secret = text.toString('latin1', start, end);
    const line = () => {
      const before = text
        .toString('latin1', Math.max(0, start - longestLine), start)
        .split('\n')
        .at(-1);
      const behind = text
        .toString('latin1', end, Math.min(text.length, end + longestLine))
        .split('\n')[0];
      return `${before}${secret}${behind}`;
    };
    return isAllowed({ rule, path, secret, match: secret, line });
  };
}
