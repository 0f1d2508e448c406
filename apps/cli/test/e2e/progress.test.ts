import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const script = findTool('script');

/** Runs the program on a terminal; gives all that it wrote there. The file `screen` has it meanwhile. */
function onTerminal(cwd: string, command: string, env: NodeJS.ProcessEnv = {}): string {
  const line = `stty cols 80 rows 24; ${command.replace('create-dump', `"${process.execPath}" "${bin}"`)}`;
  const { stdout } = spawnSync(script ?? '', ['-qfec', line, 'screen'], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      TERM: 'xterm',
      LANG: 'C.UTF-8',
      ...env,
    },
  });
  return stdout.toString('utf8');
}

/** What stands below the place where progress was erased. */
function finalLines(output: string): string {
  const eraseBelow = '\r\u001B[J';
  return output.slice(output.lastIndexOf(eraseBelow) + eraseBelow.length).replaceAll('\r', '');
}

describe.skipIf(script === undefined)('on a terminal (skipped without script)', () => {
  it('shows progress, erases it, and prints a summary', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'p/a': 'a', 'p/b.bin': Buffer.from([0]) });
    // The list comes when progress has been drawn.
    const list = '{ until grep -q Starting screen; do sleep 0.1; done; echo a; echo b.bin; }';
    const run = 'create-dump p --dest out --no-color --files-from -';
    const output = onTerminal(directory.path, `${list} | ${run}`);
    expect(output).toMatch(/\rStarting  0:\d\d\u001B\[K/);
    const lines = finalLines(output);
    expect(lines).toMatch(/^\/.*\/out\/p_all_code_dump_.*\.md$/m);
    expect(lines).toMatch(/^ {2}files {6}1 \(1 B\)$/m);
    expect(lines).toMatch(/^ {2}not shown {2}1 binary$/m);
    expect(lines).not.toContain('\u001B');
  });

  it('uses colours unless they are turned off', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'p/a': 'a' });
    const run = (args: string, env?: NodeJS.ProcessEnv) =>
      onTerminal(directory.path, `create-dump p --dest out ${args}`, env).includes('\u001B[2m');
    expect(run('')).toBe(true);
    expect(run('--no-color')).toBe(false);
    expect(run('', { NO_COLOR: '1' })).toBe(false);
    expect(run('', { TERM: 'dumb' })).toBe(false);
    expect(run('--color', { NO_COLOR: '1' })).toBe(true);
  });

  it('prints only the result with --quiet, and to a pipe', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'p/a': 'a' });
    const quiet = onTerminal(directory.path, 'create-dump p --dest out --quiet');
    expect(quiet).toMatch(/^\/.*\.md\r\n$/);
    onTerminal(directory.path, 'create-dump p --dest out > piped');
    const piped = spawnSync('cat', ['piped'], { cwd: directory.path }).stdout.toString();
    expect(piped).toMatch(/^\/[^\u001B]*\.md\n$/);
  });
});
