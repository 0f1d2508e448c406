/**
 * The lines of a changelog, in the form that changesets asks for (`changelog` in `.changeset/config.json`).
 *
 * @import { ModCompWithPackage, NewChangeset } from '@changesets/types'
 */

/**
 * @param {NewChangeset} changeset
 * @returns {Promise<string>}
 */
export async function getReleaseLine({ summary }) {
  return `- ${summary.trim().replaceAll('\n', '\n  ')}`;
}

/**
 * @param {readonly NewChangeset[]} _changesets
 * @param {readonly ModCompWithPackage[]} dependencies
 * @returns {Promise<string>}
 */
export async function getDependencyReleaseLine(_changesets, dependencies) {
  if (dependencies.length === 0) return '';
  const list = dependencies.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`);
  return `- Needs ${list.join(', ')}.`;
}
