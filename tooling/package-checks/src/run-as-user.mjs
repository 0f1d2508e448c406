import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Complaints about an installed package in use: a library's README examples, a program's `--version`. */
export function runAsUser({ name, manifest }, project) {
  if (manifest.bin === undefined) return runExamples(name, project);
  return Object.keys(manifest.bin).flatMap((bin) => runProgram(bin, manifest.version, project));
}

function runExamples(name, project) {
  const readme = join(project, 'node_modules', name, 'README.md');
  if (!existsSync(readme)) return [];
  const fences = [...readFileSync(readme, 'utf8').matchAll(/^```(?:js|ts)\n(.*?)^```$/gms)];
  if (fences.length === 0)
    return ['README.md has no fence of js or ts: it wants an example that runs.'];
  return fences.flatMap(([, code], at) => {
    const directory = join(project, `example-${at + 1}`);
    mkdirSync(directory);
    writeFileSync(join(directory, 'example.mjs'), code);
    const { status, output } = run(['example.mjs'], directory);
    return status === 0 ? [] : [`Example ${at + 1} of README.md ends with ${status}: ${output}`];
  });
}

function runProgram(bin, version, project) {
  const { status, output } = run(
    [join(project, 'node_modules', '.bin', bin), '--version'],
    project,
  );
  const isRight = status === 0 && output.includes(version);
  return isRight ? [] : [`${bin} --version ends with ${status}, without ${version}: ${output}`];
}

function run(args, cwd) {
  // Leaves nothing behind: no compile cache in the caller's home, and an example's temporary files in the project.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1', TMPDIR: cwd };
  const options = { cwd, env, encoding: 'utf8', timeout: 60_000 };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status: status ?? signal, output: `${stdout}${stderr}` };
}
