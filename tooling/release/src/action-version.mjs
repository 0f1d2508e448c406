const pattern = /(\n {2}version:\n(?: {4}.*\n)*? {4}default: )(.*)\n/;

/**
 * The version of the program that the action installs by default, which is that of the same commit.
 *
 * @param {string} action the text of action.yml
 */
export function readActionVersion(action) {
  return pattern.exec(action)?.[2];
}

/**
 * @param {string} action
 * @param {string} version
 */
export function withActionVersion(action, version) {
  return action.replace(pattern, `$1${version}\n`);
}
