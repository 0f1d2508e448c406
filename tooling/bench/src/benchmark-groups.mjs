import { join } from 'node:path';
import { inWorkspace } from './checkout.mjs';
import { repomixCommands } from './repomix-commands.mjs';

/**
 * @typedef {import('./run-rounds.mjs').Command} Command
 * @typedef {{ name: string, title: string, commands: readonly Command[], goals: readonly import('./judge-goals.mjs').Goal[],
 *   repeat?: number }} Group `repeat` multiplies the rounds, for runs so short that chance weighs more
 * @typedef {{ ours: import('./copy-program.mjs').OurProgram, trees: import('./prepare-trees.mjs').Trees, peers: import('./install-peers.mjs').Peers | undefined,
 *   original: string | undefined, fixtures: import('./make-fixtures.mjs').Fixtures, output: string }} Setting `original` is a program;
 *   `output` a directory in which commands write
 */

const maximalMemory = 200e6;
const isNode20 = process.versions.node.startsWith('20.');

/** @type {{ [name: string]: (setting: Setting) => Omit<Group, 'name'> }} */
const groups = {
  kernel: ({ ours, trees, output }) => ({
    title: 'The kernel tree: dump it',
    commands: [
      dump(ours, trees.linux, join(output, 'ours')),
      tarAndDigest(trees.linux),
      {
        name: 'git archive',
        label: 'git archive HEAD \\| sha256sum',
        run: shell('git archive HEAD | sha256sum', trees.linux),
      },
    ],
    goals: [
      { kind: 'cpu ratio', of: 'ours', to: 'tar', atMost: 1 },
      { kind: 'ratio', of: 'ours', to: 'tar', atMost: 0.75 },
      { kind: 'memory', of: 'ours', atMost: maximalMemory },
    ],
  }),

  fs: ({ ours, trees, output, peers, original }) => ({
    title: 'Its fs/: dump it',
    commands: [
      dump(ours, trees.fs, join(output, 'ours')),
      tarAndDigest(trees.fs),
      ...(peers === undefined ? [] : repomixCommands(trees.fs, output, peers)),
      ...(original === undefined
        ? []
        : [pythonOriginal(trees.fs, join(output, 'original'), original)]),
    ],
    goals: [
      { kind: 'ratio', of: 'ours', to: 'tar', atMost: 2 },
      { kind: 'ratio', of: 'repomix', to: 'ours', atLeast: 15 },
      { kind: 'ratio', of: 'original', to: 'ours', atLeast: 5 },
    ],
  }),

  'kernel-part': ({ ours, trees, output }) => ({
    title: 'Its kernel/: dump it',
    commands: [
      dump(ours, trees.kernel, join(output, 'ours')),
      asAtFirst(dump(ours, trees.kernel, join(output, 'first'))),
      emptyNode,
    ],
    // Node 20 has no compile cache.
    goals: [{ kind: 'ratio', of: 'ours', to: 'empty Node', atMost: isNode20 ? 4 : 3.5 }],
    repeat: 3,
  }),

  verify: ({ ours, fixtures }) => ({
    title: 'The dump of the kernel tree: verify it',
    commands: [
      { name: 'ours', label: 'create-dump verify', run: ours('verify', fixtures.dump) },
      {
        name: 'sha256sum',
        label: 'sha256sum',
        run: { program: 'sha256sum', args: [fixtures.dump] },
      },
    ],
    goals: [
      { kind: 'ratio', of: 'ours', to: 'sha256sum', atMost: 0.5 },
      { kind: 'memory', of: 'ours', atMost: maximalMemory },
    ],
  }),

  restore: ({ ours, fixtures, output }) => ({
    title: 'The dump of the kernel tree: restore it',
    commands: [
      restore(ours, fixtures.dump, join(output, 'ours')),
      {
        name: 'tar',
        label: 'tar xf',
        run: { program: 'tar', args: ['xf', fixtures.tar, '-C', join(output, 'tar')] },
        output: join(output, 'tar'),
      },
    ],
    goals: [
      { kind: 'ratio', of: 'ours', to: 'tar', atMost: 1 },
      { kind: 'memory', of: 'ours', atMost: maximalMemory },
    ],
  }),

  start: ({ ours }) => ({
    title: 'Start and end',
    commands: [
      { name: '--help', label: 'create-dump --help', run: ours('--help') },
      { name: '--version', label: 'create-dump --version', run: ours('--version') },
      emptyNode,
    ],
    goals: [
      { kind: 'ratio', of: '--help', to: 'empty Node', atMost: 2 },
      { kind: 'ratio', of: '--version', to: 'empty Node', atMost: 2 },
    ],
    repeat: 5,
  }),

  files: ({ ours, trees }) => ({
    title: 'The kernel tree: list its files',
    commands: [
      { name: 'ours', label: 'create-dump files -z', run: ours('files', '-z', trees.linux) },
      {
        name: 'git ls-files',
        label: 'git ls-files -z --cached --others --exclude-standard',
        run: {
          program: 'git',
          args: ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
          cwd: trees.linux,
        },
      },
    ],
    goals: [
      { kind: 'ratio', of: 'ours', to: 'git ls-files', atMost: 8 },
      { kind: 'time', of: 'ours', atMost: 0.6 },
    ],
  }),
};

export const groupNames = Object.keys(groups);

/**
 * @param {readonly string[]} names of `groupNames`
 * @param {Setting} setting
 * @returns {Group[]}
 */
export function benchmarkGroups(names, setting) {
  return names.flatMap((name) => {
    const group = groups[name];
    return group === undefined ? [] : [{ name, ...group(setting) }];
  });
}

/** @type {Command} */
const emptyNode = {
  name: 'empty Node',
  label: 'an empty Node program',
  run: { program: process.execPath, args: [inWorkspace('tooling/bench/src/empty-program.mjs')] },
};

/**
 * @param {import('./copy-program.mjs').OurProgram} ours
 * @param {string} root
 * @param {string} output
 * @returns {Command}
 */
function dump(ours, root, output) {
  const run = ours('single', root, '--binary', 'embed', '--dest', output);
  return { name: 'ours', label: 'create-dump --binary embed', run, output };
}

/**
 * Without Node's compile cache: as on Node 20, in the first run of a new version, or where there is no cache directory.
 *
 * @param {Command} command
 * @returns {Command}
 */
function asAtFirst(command) {
  const env = { ...command.run.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  return {
    ...command,
    name: 'ours, at first',
    label: `${command.label} (without compile cache)`,
    run: { ...command.run, env },
  };
}

/**
 * @param {import('./copy-program.mjs').OurProgram} ours
 * @param {string} dumpFile
 * @param {string} output
 * @returns {Command}
 */
function restore(ours, dumpFile, output) {
  const run = ours('restore', dumpFile, '--to', output);
  return { name: 'ours', label: 'create-dump restore', run, output };
}

/**
 * @param {string} root
 * @returns {Command}
 */
function tarAndDigest(root) {
  return {
    name: 'tar',
    label: 'tar cf - . \\| sha256sum',
    run: shell('tar cf - . | sha256sum', root),
  };
}

/**
 * @param {string} root
 * @param {string} output
 * @param {string} program
 * @returns {Command}
 */
function pythonOriginal(root, output, program) {
  // By default it takes only some suffixes, and serves metrics on every interface.
  const args = ['single', '--include', '*', '--metrics-port', '0', '--yes', '--quiet'];
  const run = { program, args: [...args, '--dest', output], cwd: root };
  return { name: 'original', label: 'the Python create-dump', run, output };
}

/**
 * @param {string} script
 * @param {string} cwd
 */
function shell(script, cwd) {
  return { program: 'sh', args: ['-c', script], cwd };
}
