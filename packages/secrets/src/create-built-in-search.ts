import { createBuiltInMatchers } from './create-built-in-matchers.js';
import { fingerprintSecret } from './findings/fingerprint-secret.js';
import type { FoundPlace } from './findings/join-places.js';
import type { Matcher } from './matcher.js';
import { createPrefilter } from './prefilter/create-prefilter.js';
import { createScannedContent, type ScannedContent } from './tokens/scanned-content.js';

/** Creates a search by the built-in rules but those that are disabled. Most contents have no place that a rule must look at. */
export function createBuiltInSearch(
  disabled: readonly string[],
): (bytes: Uint8Array) => readonly FoundPlace[] {
  const matchers = createBuiltInMatchers().filter(({ rule }) => !disabled.includes(rule));
  const prefilter = createPrefilter(matchers);
  return (bytes) => {
    let content: ScannedContent | undefined;
    let places: FoundPlace[] | undefined;
    let ends: Map<Matcher, number> | undefined;
    prefilter(bytes, (needle, at) => {
      const matcher = matchers[needle] as Matcher;
      // A repeated prefix is within the token that the first one begins.
      if (!hasHead(matcher, bytes, at) || at < (ends?.get(matcher) ?? 0)) return;
      content ??= createScannedContent(bytes);
      const place = matcher.match(content, at);
      if (place === undefined) return;
      ends ??= new Map();
      ends.set(matcher, place.end);
      places ??= [];
      places.push({ ...place, rule: matcher.rule, ...fingerprintOf(matcher, bytes, place) });
    });
    return places ?? none;
  };
}

/** Allocates nothing for the many contents without a secret. */
const none: readonly FoundPlace[] = [];

function hasHead({ head }: Matcher, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < head.length; index++) {
    if (head[index]?.[bytes[at + index] ?? -1] !== 1) return false;
  }
  return true;
}

function fingerprintOf(
  { rule, hasFingerprint }: Matcher,
  bytes: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
): Pick<FoundPlace, 'fingerprint'> {
  return hasFingerprint ? { fingerprint: fingerprintSecret(rule, bytes.subarray(start, end)) } : {};
}
