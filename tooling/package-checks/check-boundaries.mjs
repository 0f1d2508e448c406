/**
 * Proves that the boundaries between the packages are guarded: breaks them on purpose, one rule at a time, in a copy of the
 * workspace, and requires that `turbo boundaries` and oxlint refuse it, each what it is there for. Exit code 1 if anything gets through.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryViolations } from './src/boundary-violations.mjs';
import { copyWorkspace } from './src/copy-workspace.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const judges = {
  turbo: () => ['turbo', 'boundaries', '--no-color'],
  oxlint: (file) => ['oxlint', '--format', 'unix', file],
};

const copy = copyWorkspace();
try {
  const untouched = runTool(judges.turbo());
  if (untouched.status !== 0)
    throw new Error(`turbo boundaries fails as it is: ${untouched.output}`);
  for (const violation of boundaryViolations) tryViolation(violation);
} catch (error) {
  console.log(`FAIL ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function tryViolation({ name, folder, code, declares, refusedBy }) {
  const file = `${folder}/src/deliberate-violation.ts`;
  const manifestPath = join(copy, folder, 'package.json');
  const manifest = readFileSync(manifestPath, 'utf8');
  writeFileSync(join(copy, file), `${code}\n`);
  if (declares !== undefined) writeFileSync(manifestPath, withDependency(manifest, declares));
  for (const [judge, words] of Object.entries(refusedBy)) {
    const { status, output } = runTool(judges[judge](file));
    const refused = status !== 0 && output.includes(words);
    console.log(`${refused ? 'ok  ' : 'FAIL'} ${judge} refuses ${name}`);
    if (refused) continue;
    console.log(`     It ends with ${status} and doesn't say "${words}":\n${output}`);
    process.exitCode = 1;
  }
  rmSync(join(copy, file));
  writeFileSync(manifestPath, manifest);
}

function withDependency(manifest, name) {
  const { dependencies, ...rest } = JSON.parse(manifest);
  return JSON.stringify({ ...rest, dependencies: { ...dependencies, [name]: '*' } });
}

function runTool([tool, ...args]) {
  const { status, stdout, stderr } = spawnSync(
    join(workspaceRoot, 'node_modules', '.bin', tool),
    args,
    { cwd: copy, encoding: 'utf8', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } },
  );
  return { status, output: `${stdout}${stderr}` };
}
