import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const rounds = 7;

describe('starting', () => {
  // Processor time, in turns: other work on the machine slows both alike.
  it.each(['--help', '--version'])(
    `%s takes at most twice the time of an empty program (medians of ${rounds})`,
    (flag) => {
      using directory = temporaryDirectory();
      writeTree(directory.path, {
        'empty.mjs': '',
        'clock.cjs':
          "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write(String(user + system)); });",
      });
      const clock = join(directory.path, 'clock.cjs');
      const measure = (...args: readonly string[]) => {
        const { stderr } = spawnSync(process.execPath, ['--require', clock, ...args], {
          encoding: 'utf8',
        });
        return Number(stderr);
      };
      const times = Array.from({ length: rounds }, () => ({
        empty: measure(join(directory.path, 'empty.mjs')),
        ours: measure(bin, flag),
      }));
      const ratio = median(times.map(({ ours }) => ours)) / median(times.map(({ empty }) => empty));
      expect(ratio).toBeLessThan(2);
    },
  );
});

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
