import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tidyDirectory } from '../tidy-directory.js';

export interface TidyOptions {
  readonly directory: string;
  /** The system call before which `action` happens, counted from 1. */
  readonly at?: number;
  /** Kills the process, fails with this error, or pretends that the file system has no hard links. */
  readonly action?: 'kill' | 'EIO' | 'ENOSPC';
  readonly noLinks?: boolean;
}

export interface TidyResult {
  readonly calls: readonly string[];
  readonly failures: readonly string[];
}

const options = JSON.parse(process.argv[2] ?? '') as TidyOptions;
const { directory, at = 0, action = 'kill', noLinks = false } = options;
const calls: string[] = [];

function fail(code: string): never {
  throw Object.assign(new Error(`${code}: injected`), { code, errno: code === 'EIO' ? -5 : -28 });
}

let armed = false;
function before(call: string): void {
  if (!armed) return;
  calls.push(call);
  if (calls.length !== at) return;
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  else fail(action);
}

type Call = (...args: unknown[]) => Promise<unknown>;

function watch(target: Record<string, unknown>, name: string): void {
  const original = target[name] as Call;
  target[name] = async function (this: unknown, ...args: unknown[]) {
    before(name);
    if (name === 'link' && noLinks) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    return original.apply(this, args);
  };
}

const promises = fs.promises as unknown as Record<string, unknown>;
const handle = await fs.promises.open('/dev/null');
const prototype = Object.getPrototypeOf(handle) as Record<string, unknown>;
await handle.close();
const names = ['mkdir', 'link', 'unlink', 'rename', 'open'];
for (const name of names) watch(promises, name);
for (const name of ['sync', 'appendFile']) watch(prototype, name);
syncBuiltinESMExports();

const failures = await tidyDirectory(directory, () => {
  armed = true;
});
process.stdout.write(JSON.stringify({ calls, failures } satisfies TidyResult));
