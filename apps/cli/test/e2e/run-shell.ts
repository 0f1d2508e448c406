import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { runBin } from './run-bin.js';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** Runs the program by a shell, which redirects its outputs; `$dump` is its command line up to the arguments. */
export async function runShell(cwd: string, line: string) {
  const env = {
    HOME: '/nonexistent',
    PATH: process.env['PATH'],
    dump: `${process.execPath} ${bin}`,
  };
  const child = spawn('bash', ['-c', line], { cwd, env });
  let stderr = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stderr };
}

/** A directory with a small tree `p` and, in `old`, a dump of it. */
export async function projectWithDump() {
  const directory = temporaryDirectory();
  writeTree(directory.path, {
    'p/package.json': '{"name":"p"}',
    'p/a.txt': 'abc\n',
  });
  const made = await runBin(['p', '--dest', 'old'], { cwd: directory.path });
  const dump = made.stdout.toString().trim();
  return Object.assign(directory, { dump });
}
