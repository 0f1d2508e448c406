import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Complaints about an installed package in use: a library's README examples, a program's `--version`. */
export async function runAsUser({ name, manifest }, project) {
  if (manifest.bin === undefined) return await runExamples(name, project);
  const complaints = [];
  for (const bin of Object.keys(manifest.bin)) {
    complaints.push(...(await runProgram(bin, manifest.version, project)));
  }
  return complaints;
}

async function runExamples(name, project) {
  const readme = join(project, 'node_modules', name, 'README.md');
  if (!existsSync(readme)) return [];
  const fences = [...readFileSync(readme, 'utf8').matchAll(/^```(?:js|ts)\n(.*?)^```$/gms)];
  if (fences.length === 0)
    return ['README.md has no fence of js or ts: it wants an example that runs.'];
  const complaints = [];
  for (const [at, [, code]] of fences.entries()) {
    const directory = join(project, `example-${at + 1}`);
    mkdirSync(directory);
    writeFileSync(join(directory, 'example.mjs'), code);
    const { status, output } = await run(['example.mjs'], directory);
    if (status !== 0) {
      complaints.push(`Example ${at + 1} of README.md ends with ${status}: ${output}`);
    }
  }
  return complaints;
}

async function runProgram(bin, version, project) {
  const { status, output } = await run(
    [join(project, 'node_modules', '.bin', bin), '--version'],
    project,
  );
  const isRight = status === 0 && output.includes(version);
  return isRight ? [] : [`${bin} --version ends with ${status}, without ${version}: ${output}`];
}

async function run(args, cwd) {
  // Leaves nothing behind: no compile cache in the caller's home, and an example's temporary files in the project.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1', TMPDIR: cwd };
  try {
    const running = promisify(execFile)(process.execPath, args, { cwd, env, timeout: 60_000 });
    running.child.stdin.end();
    const ended = await running;
    return { status: 0, output: `${ended.stdout}${ended.stderr}` };
  } catch (error) {
    return { status: error.signal ?? error.code, output: `${error.stdout}${error.stderr}` };
  }
}
