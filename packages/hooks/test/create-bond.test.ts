import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bundleProgram, isRunning, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'ends a group when %s ends its program',
  async (signal) => {
    using directory = temporaryDirectory();
    const program = await startProgram(directory.path, 'waits');
    const exit = once(program.child, 'exit');
    program.child.kill(signal);
    expect(await exit).toEqual([null, signal]);
    while (isRunning(program.group)) await new Promise((resolve) => setTimeout(resolve, 10));
  },
);

it('leaves a group alone once it is disposed', async () => {
  using directory = temporaryDirectory();
  const program = await startProgram(directory.path, 'disposes');
  await once(program.child, 'exit');
  // More than it would take.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(isRunning(program.group)).toBe(true);
  process.kill(program.group, 'SIGKILL');
});

/** A program that holds a group, and disposes the bond and ends if it is told to. */
async function startProgram(directory: string, end: string) {
  const program = await bundleProgram(
    new URL('programs/hold-group.ts', import.meta.url),
    directory,
  );
  const child = spawn(process.execPath, [program, end], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, group: Number(output.toString()) };
}
