import type { TokenRule } from '../tokens/token-rule.js';

/**
 * JSON web tokens that are signed: the signature of the weakest algorithm, HS256, has 43 characters. Unsigned ones prove nothing
 * to anyone. What a token says can be guessed, and so can a bad key.
 */
export const jsonWebTokenRule: TokenRule = {
  id: 'jwt',
  title: 'Signed JSON web token',
  patterns: ['eyJ[A-Za-z0-9_-]{14,4000}.eyJ[A-Za-z0-9_-]{4,12000}.[A-Za-z0-9_-]{43,1400}'],
  entropy: 4,
  guessable: true,
};
