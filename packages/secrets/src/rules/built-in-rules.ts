import { privateKeyRule } from '../forms/create-private-key-matchers.js';
import { urlPasswordRule } from '../forms/create-url-password-matcher.js';
import { tooManyCandidates } from '../findings/join-places.js';
import { jsonWebTokenRule } from './json-web-token.js';
import { tokenRules } from './token-rules.js';

/** A rule, for people. */
export interface RuleTitle {
  readonly id: string;
  readonly title: string;
}

/** Returns all rules that a finding can name, but those of one's own, by id. */
export function builtInRules(): RuleTitle[] {
  return [
    ...[...tokenRules, jsonWebTokenRule].map(({ id, title }) => ({ id, title })),
    { id: privateKeyRule, title: 'Private key' },
    { id: urlPasswordRule, title: 'Password in a URL' },
    {
      id: tooManyCandidates,
      title: 'Not searched to its end: too many candidates for rules of one’s own',
    },
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}
