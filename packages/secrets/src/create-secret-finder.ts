// Finds secrets in a content: options that are plain data come in, a finder goes out, which tells where the secrets of a content are,
// by which rule, and whether they are known. The built-in rules run behind a prefilter; rules of one's own around their keywords.
// No regular expression of the JavaScript engine sees a content: all of it takes linear time.
import type { SecretFinder, SecretSpan } from '@create-dump/core';
import { createBaselineTest } from './baseline/create-baseline-test.js';
import type { SecretBaseline } from './baseline/secret-baseline.js';
import { createBuiltInSearch } from './create-built-in-search.js';
import { createCustomSearch } from './custom/create-custom-search.js';
import { createGlobalAllowTest } from './custom/create-global-allow-test.js';
import type { SecretRules } from './custom/secret-rules.js';
import { createLineCounter } from './findings/create-line-counter.js';
import { isAllowedInline } from './findings/is-allowed-inline.js';
import { coverRest, type FoundPlace, joinPlaces } from './findings/join-places.js';

/** Plain data: it can be sent to a thread, which makes a finder of its own. */
export interface SecretFinderOptions {
  /** Findings that are known: they are allowed. */
  readonly baseline?: SecretBaseline | undefined;
  /** Rules besides the built-in ones, as {@link parseSecretRules} returns them. */
  readonly rules?: SecretRules | undefined;
  /** Whether a comment in the line of a secret can allow it. Default true. */
  readonly inlineAllow?: boolean | undefined;
}

/** Longer than the private keys that are in use. */
const overlap = 2 ** 14;

/**
 * Creates a finder, which has memory of its own: each thread needs its own. Rules besides the built-in ones load the library for
 * regular expressions.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` for a rule that can't be compiled.
 */
export async function createSecretFinder(options: SecretFinderOptions = {}): Promise<SecretFinder> {
  const { baseline, rules, inlineAllow = true } = options;
  const findBuiltIn = createBuiltInSearch(rules?.disabled ?? []);
  const findCustom = rules && (await createCustomSearch(rules));
  const isNone = rules && (await createGlobalAllowTest(rules));
  const knownIn = createBaselineTest(baseline);
  return {
    overlap,
    find(bytes, path, earlier) {
      const builtIn = findBuiltIn(bytes);
      if (findCustom === undefined && builtIn.length === 0) return [];
      const { places = [], rest } = findCustom?.(bytes, path) ?? {};
      let all = builtIn.length === 0 ? places : [...builtIn, ...places];
      if (isNone !== undefined) all = all.filter((place) => !isNone(place, bytes, path));
      const joined = coverRest(joinPlaces(all), rest, bytes.length);
      return joined.length === 0 ? [] : describe(joined, bytes, knownIn(path, earlier));
    },
  };

  function describe(
    places: readonly FoundPlace[],
    bytes: Uint8Array,
    isKnown: ReturnType<typeof knownIn>,
  ): SecretSpan[] {
    const lineOf = createLineCounter(bytes);
    return places.map(({ start, end, rule, fingerprint }) => {
      const identity = fingerprint === undefined ? { rule } : { rule, fingerprint };
      const span = { start, end, line: lineOf(start), ...identity };
      if (isKnown({ ...identity, start })) return { ...span, allowed: 'baseline' };
      return inlineAllow && isAllowedInline(bytes, start) ? { ...span, allowed: 'inline' } : span;
    });
  }
}
