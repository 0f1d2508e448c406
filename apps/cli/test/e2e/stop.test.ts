import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  findTool,
  startStopwatch,
  type Stopwatch,
  temporaryDirectory,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';
import { untilStoppable } from './until-stoppable.js';

describe('stopping', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends a run within a second and leaves nothing', async (signal, code) => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'tree');
    mkdirSync(root);
    // Takes far longer than the test waits: 4 GB.
    writeFileSync(join(root, 'f'), Buffer.alloc(20_000_000, 'text\n'));
    for (let file = 0; file < 200; file++) linkSync(join(root, 'f'), join(root, `f${file}`));
    const out = join(directory.path, 'out');
    let stopwatch: Stopwatch | undefined;
    const result = await runBin(['tree', '--dest', 'out'], {
      cwd: directory.path,
      onStart(kill) {
        const waiting = setInterval(() => {
          if (!temporaryExists(out)) return;
          clearInterval(waiting);
          stopwatch = startStopwatch();
          kill(signal);
        }, 5);
      },
    });
    expect(stopwatch?.elapsed()).toBeLessThan(1000);
    expect(result).toMatchObject({ code, stderr: `create-dump: Stopped by ${signal}.\n` });
    expect(readdirSync(out)).toEqual([]);
  });

  it('stops waiting for a list on standard input', async () => {
    using directory = temporaryDirectory();
    const endless = new Readable({ read() {} });
    const { code, stderr } = await runBin(['--files-from', '-'], {
      cwd: directory.path,
      input: endless,
      onStart: (kill, pid) => void untilStoppable(pid).then(() => kill('SIGTERM')),
    });
    endless.destroy();
    expect({ code, stderr }).toEqual({ code: 143, stderr: 'create-dump: Stopped by SIGTERM.\n' });
  });

  it.skipIf(findTool('mkfifo') === undefined)(
    'stops waiting for a list in a FIFO, with or without a writer (skipped without mkfifo)',
    async () => {
      using directory = temporaryDirectory();
      const list = join(directory.path, 'list');
      execFileSync('mkfifo', [list]);
      const stopped = { code: 143, stderr: 'create-dump: Stopped by SIGTERM.\n' };
      const stop = () =>
        runBin(['files', '--files-from', list], {
          cwd: directory.path,
          onStart: (kill, pid) => void untilStoppable(pid).then(() => kill('SIGTERM')),
        });
      expect(await stop()).toMatchObject(stopped);
      const writer = openSync(list, constants.O_RDWR);
      expect(await stop()).toMatchObject(stopped);
      closeSync(writer);
    },
  );
});

function temporaryExists(directory: string): boolean {
  try {
    return readdirSync(directory).length > 0;
  } catch {
    return false;
  }
}
