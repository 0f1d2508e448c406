/**
 * Whether a path is of something that must not outlive a run: a temporary file, a staging directory, a lock.
 *
 * @param {string} path
 */
export function isTransient(path) {
  return path.split('/').some((name) => /^\.create-dump[-.]|\.lock$|\.tmp$/.test(name));
}
