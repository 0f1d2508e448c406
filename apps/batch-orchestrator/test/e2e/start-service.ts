import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const builtBin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** A line of the service's log. */
type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

export interface RunningService {
  readonly child: ChildProcess;
  readonly log: readonly LogLine[];
  /** The first line with this message, from a number of lines on; waits for it. */
  readonly told: (message: string, from?: number) => Promise<LogLine>;
  /** Text of a page, with its status. */
  readonly get: (page: string) => Promise<{ readonly status: number; readonly text: string }>;
  /** Sends a signal; returns the exit code, or the signal that ended it, and how long that took. */
  readonly end: (
    signal: NodeJS.Signals,
  ) => Promise<{ readonly code: number | string | null; readonly milliseconds: number }>;
}

export interface ServiceOptions {
  /** Another Node than the one that runs the tests. */
  readonly node?: string;
  /** Words before the options: `worker`. */
  readonly command?: readonly string[];
}

/** Starts the built service with a configuration. */
export function startService(
  config: string,
  { node = process.execPath, command = [] }: ServiceOptions = {},
): RunningService {
  const child = spawn(node, [builtBin, ...command, '--config', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
  });
  const log: LogLine[] = [];
  createInterface(child.stderr).on('line', (line) => log.push(toLogLine(line)));
  const closed = once(child, 'close');
  const told = async (message: string, from = 0) => {
    for (;;) {
      const line = log.slice(from).find(({ msg }) => msg === message);
      if (line !== undefined) return line;
      if (child.exitCode !== null)
        throw new Error(`It ended without "${message}": ${JSON.stringify(log)}`);
      await sleep(10);
    }
  };
  return {
    child,
    log,
    told,
    async get(page) {
      const { url } = await told('service started');
      const response = await fetch(`${String(url)}${page}`);
      return { status: response.status, text: await response.text() };
    },
    async end(signal) {
      const before = performance.now();
      child.kill(signal);
      const [code, by] = (await closed) as [number | null, string | null];
      return { code: code ?? by, milliseconds: performance.now() - before };
    },
  };
}

function toLogLine(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return { msg: line };
  }
}
