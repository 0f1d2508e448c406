/**
 * Whether two entries of surveys are the same in type, permissions and content.
 *
 * @param {import('./survey-directory.mjs').Entry | undefined} a
 * @param {import('./survey-directory.mjs').Entry | undefined} b
 */
export function isSameEntry(a, b) {
  if (a === undefined || b === undefined) return a === b;
  return a.type === b.type && a.mode === b.mode && a.digest === b.digest;
}

/**
 * @param {import('./survey-directory.mjs').Survey} a
 * @param {import('./survey-directory.mjs').Survey} b
 */
export function isSameSurvey(a, b) {
  if (a.size !== b.size) return false;
  for (const [path, entry] of a) if (!isSameEntry(entry, b.get(path))) return false;
  return true;
}
