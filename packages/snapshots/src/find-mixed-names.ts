import type { Survey } from './survey-directory.js';

/**
 * The prefixes that dumps of known trees share with dumps that don't record their tree: those form groups of their own, since
 * they may be of another tree. Sorted.
 */
export function findMixedNames({
  groups,
  archives,
}: Pick<Survey, 'groups' | 'archives'>): readonly string[] {
  const all = [...groups, ...archives];
  const recorded = new Set(all.flatMap(({ prefix, tree }) => (tree === undefined ? [] : [prefix])));
  const mixed = all.filter(({ prefix, tree }) => tree === undefined && recorded.has(prefix));
  return [...new Set(mixed.map(({ prefix }) => prefix))].toSorted();
}
