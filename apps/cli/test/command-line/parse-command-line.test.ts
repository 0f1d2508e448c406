import { expect, it } from 'vitest';
import { parseCommandLine } from '../../src/command-line/parse-command-line.js';

async function isWatched(...args: readonly string[]): Promise<boolean> {
  let isWatched = false;
  await parseCommandLine({
    args,
    version: '1.0.0',
    stdout: { columns: 80 } as NodeJS.WriteStream,
    cwd: '/',
    env: {},
    homeDirectory: '/nonexistent',
    watchForBlockedStop: () => (isWatched = true),
  });
  return isWatched;
}

it('watches for file systems that do not answer before settings are read, and not for a text', async () => {
  expect(await isWatched('files', '.')).toBe(true);
  for (const text of [['--help'], ['-h'], ['--version'], ['help', 'batch'], ['verify', '--help']])
    expect(await isWatched(...text)).toBe(false);
});
