import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { findTool } from './find-tool.js';

/** A Redis of a test, with an append-only file. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Kills it, as a power cut would; what it has synced is in its file. */
  kill(): Promise<void>;
  /** Starts it again on the same port, from its file. */
  restart(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Sends a command and resolves with the first part of the answer. */
  ask(command: string): Promise<string>;
}

/** Whether there is a `redis-server` to test with. */
export const hasRedis = findTool('redis-server') !== undefined;

export interface RedisOptions {
  /** An empty directory for its file. */
  readonly directory: string;
  /** Default: a free one. */
  readonly port?: number;
  readonly host?: string;
  readonly options?: readonly string[];
  /** A program and its arguments that starts it, such as `ip netns exec NAME`. */
  readonly under?: readonly string[];
}

/** Starts Debian's `redis-server` and waits until it answers. */
export async function startRedis({
  directory,
  host = '127.0.0.1',
  options = [],
  under = [],
  ...rest
}: RedisOptions): Promise<TestRedis> {
  const port = rest.port ?? (await freePort());
  const where = ['--bind', host, '--port', String(port), '--dir', directory];
  const kept = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
  const rules = ['--maxmemory-policy', 'noeviction', '--protected-mode', 'no'];
  const line = [...under, 'redis-server', ...where, ...kept, ...rules, ...options];
  let server = await start(line);
  const end = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://${host}:${port}`,
    port,
    kill: end,
    async restart() {
      server = await start(line);
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    ask: (command) => ask(port, host, command),
    [Symbol.asyncDispose]: end,
  };
}

async function start([program = '', ...args]: readonly string[]): Promise<ChildProcess> {
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${log}`)));
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('Ready to accept connections')) resolve();
    });
  });
  return server;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function ask(port: number, host: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(`${command}\r\n`));
    socket.setEncoding('utf8').once('data', (text) => {
      socket.destroy();
      resolve(String(text));
    });
    socket.once('error', reject);
  });
}
