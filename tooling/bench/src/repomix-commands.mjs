import { join } from 'node:path';

/**
 * repomix as on its first run on a tree, and with the token counts of an earlier run.
 *
 * @param {string} root
 * @param {string} output
 * @param {import('./install-peers.mjs').Peers} peers
 * @returns {import('./run-rounds.mjs').Command[]}
 */
export function repomixCommands(root, output, { node, repomix: program, versions }) {
  const variant = (/** @type {string} */ directory, /** @type {NodeJS.ProcessEnv} */ env) => {
    const args = ['--quiet', '--style', 'markdown', '--output', join(directory, 'repomix.md')];
    return { run: { program: node, args: [program, ...args], cwd: root, env }, output: directory };
  };
  const [cold, warm] = [join(output, 'cold'), join(output, 'warm')];
  const name = `repomix ${versions.repomix}`;
  const cache = join(output, 'tokens', 'counts.json');
  return [
    { name: 'repomix', label: name, ...variant(cold, { REPOMIX_TOKEN_CACHE: '0' }) },
    {
      name: 'repomix again',
      label: `${name}, tokens counted before`,
      ...variant(warm, { REPOMIX_TOKEN_CACHE_PATH: cache }),
    },
  ];
}
