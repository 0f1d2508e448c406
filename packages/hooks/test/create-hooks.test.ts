import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DumpEvent } from '@create-dump/core';
import { describe, expect, it } from 'vitest';
import { createHooks, type HooksOptions } from '../src/index.js';

function bind(options: Partial<HooksOptions>) {
  const events: DumpEvent[] = [];
  const hooks = createHooks({
    cwd: '/',
    environment: { PATH: process.env['PATH'] },
    userAgent: 'create-dump 1.0.0',
    kill: (pid, signal) => process.kill(pid, signal),
    observe: (event) => events.push(event),
    signal: new AbortController().signal,
    wait: async () => {},
    random: () => 0,
    ...options,
  });
  return { ...hooks, events };
}

const result = { document: '{"a":1}\n', outcome: 'partly', exitCode: 3, report: '/d/batch.json' };

describe('createHooks', () => {
  it('does nothing without hooks', async () => {
    const { beforeRun, onResult, events } = bind({});
    await beforeRun();
    expect(await onResult(result)).toStrictEqual([]);
    expect(events).toStrictEqual([]);
  });

  it('runs the command before the run', async () => {
    const { beforeRun, events } = bind({ beforeRun: 'echo "$CREATE_DUMP_HOOK"; cat' });
    await beforeRun();
    expect(events).toStrictEqual([
      { type: 'hook-output', hook: 'before-run', text: 'before-run' },
      { type: 'hook-finished', hook: 'before-run', succeeded: true },
    ]);
  });

  it('fails the run if the command before it fails', async () => {
    const { beforeRun, events } = bind({ beforeRun: 'exit 3' });
    await expect(beforeRun()).rejects.toMatchObject({
      code: 'HOOK_FAILED',
      message: 'The command of --before-run ended with exit code 3. Nothing was done.',
    });
    expect(events).toStrictEqual([{ type: 'hook-finished', hook: 'before-run', succeeded: false }]);
  });

  it('names the option that gives a hook more time', async () => {
    const { beforeRun } = bind({ beforeRun: ['sleep', '100'], timeout: 100 });
    await expect(beforeRun()).rejects.toThrow(
      'The command of --before-run took longer than 0.1 s, so it was ended. Raise --hook-timeout, or do less in it. Nothing was done.',
    );
  });

  it('gives the result to the command', async () => {
    const variables =
      '"$CREATE_DUMP_HOOK $CREATE_DUMP_OUTCOME $CREATE_DUMP_EXIT_CODE $CREATE_DUMP_REPORT"';
    const { onResult, events } = bind({ onResult: `cat; echo ${variables}` });
    expect(await onResult(result)).toStrictEqual([]);
    expect(
      events.flatMap((event) => (event.type === 'hook-output' ? [event.text] : [])),
    ).toStrictEqual(['{"a":1}', 'on-result partly 3 /d/batch.json']);
  });

  it('sends the result although the command failed, and tells of both failures', async () => {
    const server = createServer((_, response) => response.writeHead(500).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { onResult, events } = bind({
      onResult: 'kill -9 $$',
      onResultUrl: `http://user:secret@127.0.0.1:${port}/secret`,
    });
    expect(await onResult(result)).toStrictEqual([
      'The command of --on-result was ended by SIGKILL.',
      `The result was not sent to http://127.0.0.1:${port} (--on-result-url): it answered with status 500 (tried 3 times).`,
    ]);
    server.close();
    expect(JSON.stringify(events)).not.toContain('secret');
    const retry = {
      type: 'retried',
      what: 'on-result-url',
      why: `http://127.0.0.1:${port}: it answered with status 500`,
    };
    expect(events).toStrictEqual([
      { type: 'hook-finished', hook: 'on-result', succeeded: false },
      retry,
      retry,
      { type: 'hook-finished', hook: 'on-result-url', succeeded: false },
    ]);
  });

  it('tells of a process that was left behind', async () => {
    const { onResult, events } = bind({ onResult: 'sleep 100 &' });
    expect(await onResult(result)).toStrictEqual([]);
    expect(events).toStrictEqual([
      {
        type: 'hook-output',
        hook: 'on-result',
        text: '(a process that the command left behind kept its output open; it was told to end)',
      },
      { type: 'hook-finished', hook: 'on-result', succeeded: true },
    ]);
  });

  it('refuses an address at once', () => {
    expect(() => bind({ onResultUrl: 'http://example.org/' })).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  });
});
