import { createPrivateKeyMatchers } from './forms/create-private-key-matchers.js';
import { createUrlPasswordMatcher } from './forms/create-url-password-matcher.js';
import type { Matcher } from './matcher.js';
import { jsonWebTokenRule } from './rules/json-web-token.js';
import { tokenRules } from './rules/token-rules.js';
import type { ByteSet } from './tokens/byte-set.js';
import { createTokenMatchers } from './tokens/create-token-matcher.js';

/** Creates the matchers of all built-in rules. Of two that find the same place, the first one names it. */
export function createBuiltInMatchers(): Matcher[] {
  const sets = new Map<string, ByteSet>();
  return [
    ...[...tokenRules, jsonWebTokenRule].flatMap((rule) => createTokenMatchers(rule, sets)),
    ...createPrivateKeyMatchers(),
    createUrlPasswordMatcher(),
  ];
}
