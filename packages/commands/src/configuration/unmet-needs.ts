import { findFlag } from '@create-dump/config';

/**
 * The options of which a flag needs at least one, and none is asked for; empty if it has an effect. A command that lacks some of
 * them, such as `archive`, always does what they ask for.
 */
export function unmetNeeds(
  flag: string,
  hasOption: (flag: string) => boolean,
  isAsked: (flag: string) => boolean,
): readonly string[] {
  const needs = findFlag(flag)?.needs ?? [];
  return needs.every(hasOption) && !needs.some(isAsked) ? needs : [];
}
