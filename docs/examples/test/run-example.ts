import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs an example to its end. It imports the packages as they are built. */
export function runExample(name: string, args: readonly string[], { cwd, env }: RunOptions = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [pathOf(name), ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Starts an example that runs until it is disposed; resolves with the first line that it prints. */
export async function startExample(name: string, args: readonly string[]) {
  const child = spawn(process.execPath, [pathOf(name), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { line: line.toString().trim(), [Symbol.asyncDispose]: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../${name}.mjs`, import.meta.url));
}
