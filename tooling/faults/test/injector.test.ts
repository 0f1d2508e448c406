import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { compileInjector } from '../src/compile-injector.mjs';

using probe = temporaryDirectory();
const missing = compileInjector(probe.path);

const script = `
  const fs = require('node:fs');
  try {
    const file = fs.openSync('in/a', 'w');
    const written = fs.writeSync(file, Buffer.alloc(100));
    fs.fsyncSync(file);
    fs.closeSync(file);
    fs.renameSync('in/a', 'in/b');
    fs.writeFileSync('out', 'x');
    console.log(written);
  } catch (error) {
    console.log(error.code, error.syscall);
  }
`;

function run(environment: Record<string, string>) {
  using directory = temporaryDirectory();
  using library = temporaryDirectory();
  const compiled = compileInjector(library.path);
  if ('missing' in compiled) throw new Error(compiled.missing);
  const at = (name: string) => `${directory.path}/${name}`;
  mkdirSync(at('in'));
  const { stdout, signal } = spawnSync(process.execPath, ['-e', script], {
    cwd: directory.path,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      LD_PRELOAD: compiled.library,
      FAULT_DIRECTORY: at('in'),
      FAULT_LOG: at('log'),
      ...environment,
    },
  });
  const log = existsSync(at('log')) ? readFileSync(at('log'), 'utf8').trim().split('\n') : [];
  const files = ['in/a', 'in/b', 'out'].filter((name) => existsSync(at(name)));
  return { stdout: stdout.trim(), signal, log, files };
}

describe.skipIf('missing' in missing)('the injector (needs Linux, /proc and a C compiler)', () => {
  test('lists the changing calls below the directory', () => {
    const { log, stdout } = run({});
    expect(stdout).toBe('100');
    expect(log).toEqual(['1 open /a', '2 write /a', '3 fsync /a', '4 close /a', '5 rename /b']);
  });

  test.each([
    ['4', 'EIO', '5', 'EIO close'],
    ['5', 'ENOSPC', '28', 'ENOSPC rename'],
  ])('call %s fails with %s', (FAULT_CALL, _, FAULT_ERRNO, said) => {
    const { stdout, files } = run({ FAULT_ACTION: 'fail', FAULT_CALL, FAULT_ERRNO });
    expect(stdout).toBe(said);
    expect(files).toEqual(['in/a']);
  });

  test('kills before and after a call', () => {
    const kill = (FAULT_ACTION: string) => run({ FAULT_ACTION, FAULT_CALL: '5' });
    expect(kill('kill-before')).toMatchObject({ signal: 'SIGKILL', files: ['in/a'] });
    expect(kill('kill-after')).toMatchObject({ signal: 'SIGKILL', files: ['in/b'] });
  });

  test('shortens a write, which libuv completes, and fails all that follow if told so', () => {
    const short = { FAULT_ACTION: 'shorten', FAULT_CALL: '2' };
    expect(run(short)).toMatchObject({ stdout: '100', log: ['2 write /a'] });
    const { stdout, log } = run({ ...short, FAULT_STICKY: '1', FAULT_ERRNO: '28' });
    expect(stdout).toBe('ENOSPC fsync');
    expect(log).toEqual(['2 write /a', '3 write /a', '4 fsync /a']);
  });
});
