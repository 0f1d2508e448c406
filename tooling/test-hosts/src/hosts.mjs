import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { compile } from './compile.mjs';
import { mountFoldCase } from './mount-fold-case.mjs';

/**
 * @typedef {object} Place what a host is made from
 * @property {string} scratch an empty directory that every user can reach
 * @property {string} checkout top of the workspace
 *
 * @typedef {object} Setup how the tests run on the host
 * @property {readonly string[]} [wrapper] the command that runs a command there
 * @property {Readonly<Record<string, string>>} [env]
 * @property {string} [cwd] another checkout
 * @property {readonly string[]} [arguments] for vitest
 * @property {() => void} [end] undoes the set-up
 *
 * @typedef {object} Host
 * @property {string} name
 * @property {string} what
 * @property {readonly string[]} tools programs that it needs
 * @property {boolean} [needsRoot]
 * @property {number} [rounds] how often all tests must pass; default: once
 * @property {(place: Place) => Setup | { missing: string }} prepare
 */

const nobody = 65_534;

/** @type {readonly Host[]} */
export const hosts = [
  {
    name: 'hidden-proc',
    what: 'nothing in /proc, as on macOS and in some sandboxes',
    tools: ['unshare', 'mount'],
    needsRoot: true,
    prepare: () => ({ wrapper: inNamespace('mount -t tmpfs -o ro none /proc') }),
  },
  {
    name: 'one-processor',
    what: 'a single processor, so no threads by default',
    tools: ['taskset'],
    prepare: () => ({ wrapper: ['taskset', '-c', '0'] }),
  },
  {
    name: 'sixteen-processors',
    what: 'programs are told that there are sixteen processors',
    tools: ['unshare', 'mount'],
    needsRoot: true,
    prepare({ scratch }) {
      const options = ['-shared', '-fPIC'];
      const library = compile('sixteen-processors', { directory: scratch, options });
      if ('missing' in library) return library;
      const etc = join(scratch, 'etc');
      mkdirSync(etc);
      // The file makes the loader load it even into programs that tests start with an empty environment.
      const preload = `echo ${library.file} >${etc}/ld.so.preload`;
      const mount = `mount -t overlay -o lowerdir=${etc}:/etc none /etc`;
      const workers = `--maxWorkers=${availableParallelism()}`;
      return { wrapper: inNamespace(`${preload} && ${mount}`), arguments: [workers] };
    },
  },
  {
    name: 'other-user',
    what: 'a user without privileges, in a checkout of its own',
    tools: ['setpriv', 'cp', 'chown'],
    needsRoot: true,
    prepare({ scratch, checkout }) {
      const cwd = join(scratch, 'checkout');
      const home = join(scratch, 'home');
      execFileSync('cp', ['-a', '--reflink=auto', checkout, cwd]);
      mkdirSync(home);
      execFileSync('chown', ['-R', `${nobody}:${nobody}`, cwd, home]);
      const user = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--inh-caps=-all'];
      return { wrapper: ['setpriv', ...user], cwd, env: { HOME: home } };
    },
  },
  {
    name: 'case-insensitive',
    what: 'temporary directories on a file system that takes README and readme for one name',
    tools: ['cc', 'pkg-config', 'fusermount3', 'umount'],
    needsRoot: true,
    prepare({ scratch }) {
      const mounted = mountFoldCase(scratch);
      if ('missing' in mounted) return mounted;
      return { env: { TMPDIR: mounted.path }, end: mounted.unmount };
    },
  },
  {
    name: 'shuffled-directories',
    what: 'temporary directories on a file system that lists names in another order each time',
    tools: ['disorderfs', 'umount'],
    needsRoot: true,
    prepare({ scratch }) {
      const [backing, path] = [join(scratch, 'backing'), join(scratch, 'mounted')];
      for (const made of [backing, path]) mkdirSync(made, { mode: 0o777 });
      const options = ['--quiet', '--multi-user=yes', '--shuffle-dirents=yes', '--pad-blocks=0'];
      // Hard links have one number.
      options.push('-o', 'use_ino');
      execFileSync('disorderfs', [...options, backing, path]);
      return { env: { TMPDIR: path }, end: () => execFileSync('umount', ['-l', path]) };
    },
  },
  {
    name: 'busy',
    what: 'beside four programs that never rest; all tests must pass three times in a row',
    tools: ['stress-ng'],
    rounds: 3,
    prepare() {
      const stress = spawn('stress-ng', ['--cpu', '4', '--quiet'], { stdio: 'inherit' });
      return { end: () => stress.kill() };
    },
  },
];

/**
 * A command that runs another one in a mount namespace of its own, after `setup`, a line for the shell.
 *
 * @param {string} setup
 */
function inNamespace(setup) {
  return ['unshare', '--mount', 'sh', '-c', `${setup} && exec "$@"`, 'sh'];
}
