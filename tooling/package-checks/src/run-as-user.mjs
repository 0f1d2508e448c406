import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Complaints about an installed package in use: a library's README example, a program's `--version`. */
export function runAsUser({ name, manifest }, project) {
  if (manifest.bin === undefined) return runExample(name, project);
  return Object.keys(manifest.bin).flatMap((bin) => runProgram(bin, manifest.version, project));
}

function runExample(name, project) {
  const readme = join(project, 'node_modules', name, 'README.md');
  if (!existsSync(readme)) return [];
  const fences = [...readFileSync(readme, 'utf8').matchAll(/^```(?:js|ts)\n(.*?)^```$/gms)];
  const [example] = fences;
  if (example === undefined || fences.length > 1) {
    return [
      `README.md has ${fences.length} fences of js or ts: it wants one, an example that runs.`,
    ];
  }
  writeFileSync(join(project, 'example.mjs'), example[1]);
  const { status, output } = run([join(project, 'example.mjs')], project);
  return status === 0 ? [] : [`The example of README.md ends with ${status}: ${output}`];
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
