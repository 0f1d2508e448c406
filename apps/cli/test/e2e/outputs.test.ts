import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStopwatch, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { projectWithDump, runShell } from './run-shell.js';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

const commands: Readonly<Record<string, (dump: string) => string>> = {
  single: () => 'single p --dest out',
  batch: () => 'batch p --dest out',
  archive: () => 'archive old',
  verify: (dump) => `verify ${dump}`,
  restore: (dump) => `restore ${dump} --to back`,
  files: () => 'files p',
  cat: (dump) => `cat ${dump} a.txt`,
  ls: (dump) => `ls ${dump}`,
  diff: (dump) => `diff ${dump} ${dump} --json`,
  explain: () => 'explain p/a.txt --root p',
  help: () => '--help',
};

describe.each(Object.entries(commands))('%s', (_, line) => {
  it('fails with one sentence if standard output is on a full disk', async () => {
    using directory = await projectWithDump();
    const { code, stderr } = await runShell(
      directory.path,
      `$dump ${line(directory.dump)} >/dev/full`,
    );
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^create-dump: No space left on device \(ENOSPC\) while writing to standard output\. [^\n]*\n$/,
      ),
    });
  });
});

describe('messages that nobody can read', () => {
  it('are reported as lost where something can still tell it', async () => {
    using directory = await projectWithDump();
    const flags = '--log-format json --events-file events';
    await runShell(directory.path, `$dump p --dest out ${flags} 2>/dev/full`);
    const lost = 'Messages on standard error were lost: no space left on device (ENOSPC).';
    expect(readFileSync(join(directory.path, 'events'), 'utf8').split(lost)).toHaveLength(2);

    const line = '$dump p --dest out --events-file /dev/full';
    expect(await runShell(directory.path, line)).toEqual({
      code: 0,
      stderr:
        'create-dump: warning: Events in --events-file /dev/full were lost: no space left on device (ENOSPC).\n',
    });
  });

  it("don't hold up the exit code if their reader has stopped", async () => {
    using directory = await projectWithDump();
    // The log is larger than a pipe. Its reader never reads, and outlives the run.
    const fill = 'head -c 1M /dev/zero >&2 & sleep 0.5; kill $!';
    const run = '$dump p --dest out --log-format json; echo $? >code';
    await runShell(
      directory.path,
      `{ ${fill}; ${run}; kill $(cat reader); } 2> >(echo $BASHPID >reader; exec sleep 60)`,
    );
    expect(readFileSync(join(directory.path, 'code'), 'utf8')).toBe('0\n');
  });

  it.concurrent.each([
    ['p', '--output', '-'],
    ['cat', 'large.md', 'large.txt'],
    ['diff', 'large.md', 'p', '--patch'],
  ])(
    'end within a second of a signal where the reader of standard output has stopped: %s %s %s',
    async (...args) => {
      using directory = await projectWithDump();
      writeTree(directory.path, { 'p/large.txt': 'line\n'.repeat(400_000) });
      await runShell(directory.path, '$dump p --output large.md');
      writeTree(directory.path, { 'p/large.txt': 'other\n'.repeat(400_000) });
      // Nobody reads the pipe of the child's standard output.
      const child = spawn(process.execPath, [bin, ...args], {
        cwd: directory.path,
        env: { HOME: '/nonexistent' },
      });
      await once(child.stdout, 'readable');
      // By then, the pipe is full. If not, the run has to end all the same.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const stopwatch = startStopwatch();
      child.kill('SIGTERM');
      const code = await new Promise((resolve) => child.on('exit', resolve));
      expect(code).toBe(143);
      expect(stopwatch.elapsed()).toBeLessThan(1000);
    },
  );
});
