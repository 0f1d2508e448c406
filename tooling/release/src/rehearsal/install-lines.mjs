import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A line that users type, with what shows that it worked.
 *
 * @typedef {object} InstallLine
 * @property {string} line for a shell, in an empty project
 * @property {(project: string) => void} [prepare] writes what `proof` needs
 * @property {string} proof for a shell, in the same directory
 */

const makeAndVerify = (/** @type {string} */ program) =>
  `echo 1 >a.txt && ${program} --dest out && ${program} verify out`;

/** @type {readonly InstallLine[]} How the program is installed, or run without. */
const programLines = [
  {
    line: 'npm install --global create-dump',
    proof: `${makeAndVerify('create-dump')} && test -s "$npm_config_prefix/share/man/man1/create-dump.1"`,
  },
  { line: 'npx create-dump --version', proof: makeAndVerify('npx create-dump') },
  {
    line: 'npm create dump',
    proof:
      'npx create-dump verify . && npm create dump -- --dest out --no-toc && npx create-dump verify out',
  },
];

/**
 * Every line by which users of the workspace's packages install them: those of the program, and the `npm install` of each library's
 * README, proven by the README's example.
 *
 * @param {string} root
 * @param {readonly string[]} folders of libraries
 * @returns {readonly InstallLine[]}
 */
export function installLines(root, folders) {
  return [...programLines, ...folders.map((folder) => libraryLine(join(root, folder)))];
}

/**
 * @param {string} directory
 * @returns {InstallLine}
 */
function libraryLine(directory) {
  const path = join(directory, 'README.md');
  const readme = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const line = /^npm install .*$/m.exec(readme)?.[0];
  const example = /^```(?:js|ts)\n(.*?)^```$/ms.exec(readme)?.[1];
  if (line === undefined || example === undefined) {
    throw new Error(`${path} has no line "npm install …", or no example in js or ts.`);
  }
  return {
    line,
    prepare: (project) => writeFileSync(join(project, 'example.mjs'), example),
    proof: 'node example.mjs',
  };
}
