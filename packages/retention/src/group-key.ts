/**
 * The key of a group: snapshots with one prefix of one tree. Dumps that don't record their tree (`undefined`) form a group of
 * their own for each prefix. A prefix has no slash, so keys are unambiguous.
 */
export function groupKey(prefix: string, tree: string | undefined): string {
  return tree === undefined ? prefix : `${prefix}/${tree.slice(0, 12)}`;
}
