import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findTool,
  isRunning,
  startStopwatch,
  temporaryDirectory,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { type CommandRun, runCommand } from '../src/run-command.js';

async function run(command: CommandRun['command'], options: Partial<CommandRun> = {}) {
  const lines: string[] = [];
  const end = await runCommand({
    command,
    input: undefined,
    cwd: '/',
    environment: process.env,
    timeout: 60_000,
    signal: new AbortController().signal,
    kill: (pid, signal) => process.kill(pid, signal),
    onLine: (line) => lines.push(line),
    ...options,
  });
  return { ...end, lines };
}

async function untilGone(pid: number): Promise<void> {
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('runCommand', () => {
  it('passes on what a command prints to both outputs, and gives it its input', async () => {
    const end = await run('cat; echo problem >&2', { input: '{"a":1}\n' });
    expect(end).toMatchObject({ problem: undefined, leftProcess: false });
    expect([...end.lines].sort()).toStrictEqual(['problem', '{"a":1}']);
  });

  it('starts a program without a shell', async () => {
    const end = await run(['printf', '%s|', '$HOME', 'a b', ';']);
    expect(end).toMatchObject({ problem: undefined, lines: ['$HOME|a b|;|'] });
  });

  it('gives it the directory and the environment', async () => {
    using directory = temporaryDirectory();
    const end = await run('pwd -P; echo "$GREETING"', {
      cwd: directory.path,
      environment: { PATH: process.env['PATH'], GREETING: 'hello' },
    });
    expect(end.lines).toStrictEqual([directory.path, 'hello']);
  });

  it.each([
    ['exit 3', 'ended with exit code 3'],
    ['kill -9 $$', 'was ended by SIGKILL'],
    ['no-such-program', 'ended with exit code 127'],
  ])('says why %s failed', async (command, problem) => {
    expect(await run(command)).toMatchObject({ problem });
  });

  it.each([
    ['a missing program', ['/no/such/program'], /^could not be started: .*\(ENOENT\)$/],
    ['too long a command', ['true', 'x'.repeat(4_000_000)], /^could not be started: .*\(E2BIG\)$/],
  ] as const)('says that %s can not be started', async (_, command, problem) => {
    const end = await run(command);
    expect(end.problem).toMatch(problem);
  });

  it('is not held up by a command that does not read its input', async () => {
    expect(await run('exit 0', { input: 'x'.repeat(2_000_000) })).toMatchObject({
      problem: undefined,
      leftProcess: false,
    });
  });

  it('ends a command that hangs, and what it has started', async () => {
    const end = await run('sleep 1000 & echo $!; wait', { timeout: 300 });
    expect(end.problem).toBe('took longer than 0.3 s, so it was ended');
    await untilGone(Number(end.lines[0]));
  });

  it('kills a command that ignores the request to end', async () => {
    const end = await run('trap "" TERM; echo $$; while :; do sleep 0.1; done', { timeout: 300 });
    expect(end.problem).toBe('took longer than 0.3 s, so it was ended');
    await untilGone(Number(end.lines[0]));
  });

  it('kills a child that ignores the request, although the command itself has ended', async () => {
    const child = 'sh -c \'trap "" TERM; while :; do sleep 0.1; done\'';
    const end = await run(`${child} & echo $!; wait`, { timeout: 300 });
    await untilGone(Number(end.lines[0]));
    expect(end.problem).toMatch(/^took longer/);
  });

  it('kills a command that was suspended', async () => {
    const end = await run('echo $$; kill -STOP $$', { timeout: 300 });
    await untilGone(Number(end.lines[0]));
    expect(end.problem).toMatch(/^took longer/);
  });

  it('does not wait for a child that keeps the output open, and ends it', async () => {
    const watch = startStopwatch();
    const end = await run('sleep 1000 & echo $!');
    expect(end).toMatchObject({ problem: undefined, leftProcess: true });
    await untilGone(Number(end.lines[0]));
    expect(watch.elapsed()).toBeLessThan(20_000);
  });

  it.skipIf(!findTool('setsid'))(
    'does not wait for a child that has left the group (needs setsid)',
    async () => {
      const end = await run('setsid sleep 5 & echo started');
      expect(end).toMatchObject({ problem: undefined, leftProcess: true, lines: ['started'] });
    },
  );

  it('leaves a process alone that was detached from the output', async () => {
    const end = await run('sleep 1000 >/dev/null 2>&1 & echo $!');
    expect(end).toMatchObject({ problem: undefined, leftProcess: false });
    const pid = Number(end.lines[0]);
    expect(isRunning(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
  });

  it('bounds a flood', async () => {
    const end = await run('yes', { timeout: 500 });
    expect(end.problem).toMatch(/^took longer/);
    expect(end.lines).toHaveLength(201);
    expect(end.lines.at(-1)).toMatch(/^\(\d+ more characters of output were dropped\)$/);
  });

  it('ends the command when the run is stopped, and rejects with the reason', async () => {
    using directory = temporaryDirectory();
    const stop = new AbortController();
    const reason = new Error('stop');
    const ready = join(directory.path, 'pid');
    const command = `trap "" TERM; echo $$ > ${ready}; while :; do sleep 0.1; done`;
    const running = run(command, { signal: stop.signal });
    while (!existsSync(ready) || readFileSync(ready, 'utf8') === '') {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
    await untilGone(Number(readFileSync(ready, 'utf8')));
  });

  it('starts nothing once the run is stopped', async () => {
    using directory = temporaryDirectory();
    const reason = new Error('stop');
    const started = join(directory.path, 'started');
    const signal = AbortSignal.abort(reason);
    await expect(run(['touch', started], { signal })).rejects.toBe(reason);
    expect(existsSync(started)).toBe(false);
  });
});
