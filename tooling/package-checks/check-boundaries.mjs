/**
 * Proves that the boundaries between the packages are guarded: breaks each rule on purpose in a copy of the workspace, and
 * requires that the tools for it (`turbo boundaries`, oxlint, the check for import circles) refuse it. Exit code 1 if one passes.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryViolations } from './src/boundary-violations.mjs';
import { copyWorkspace } from './src/copy-workspace.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const judges = {
  turbo: () => ['turbo', 'boundaries', '--no-color'],
  oxlint: (file) => ['oxlint', '--format', 'unix', file],
  circles: () => ['node', 'tooling/package-checks/check-circles.mjs'],
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

function tryViolation({ name, folder, app, code, beside = {}, declares, refusedBy }) {
  if (app !== undefined) makeApp(folder, app);
  const source = join(copy, folder, 'src');
  const manifestPath = join(copy, folder, 'package.json');
  const manifest = readFileSync(manifestPath, 'utf8');
  const files = { 'deliberate-violation.ts': code, ...beside };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(source, file), `${text}\n`);
  if (declares !== undefined) writeFileSync(manifestPath, withDependency(manifest, declares));
  for (const [judge, words] of Object.entries(refusedBy)) {
    const { status, output } = runTool(judges[judge](`${folder}/src/deliberate-violation.ts`));
    const refused = status !== 0 && output.includes(words);
    console.log(`${refused ? 'ok  ' : 'FAIL'} ${judge} refuses ${name}`);
    if (refused) continue;
    console.log(`     It ends with ${status} and doesn't say "${words}":\n${output}`);
    process.exitCode = 1;
  }
  for (const file of Object.keys(files)) rmSync(join(source, file));
  writeFileSync(manifestPath, manifest);
  if (app !== undefined) rmSync(join(copy, folder), { recursive: true });
}

function makeApp(folder, name) {
  mkdirSync(join(copy, folder, 'src'), { recursive: true });
  cpSync(join(copy, 'apps/cli/turbo.json'), join(copy, folder, 'turbo.json'));
  const manifest = { name, version: '0.0.0', private: true, type: 'module' };
  writeFileSync(join(copy, folder, 'package.json'), JSON.stringify(manifest));
}

function withDependency(manifest, name) {
  const { dependencies, ...rest } = JSON.parse(manifest);
  return JSON.stringify({ ...rest, dependencies: { ...dependencies, [name]: '*' } });
}

function runTool([tool, ...args]) {
  const installed = join(workspaceRoot, 'node_modules', '.bin', tool);
  const { status, stdout, stderr } = spawnSync(existsSync(installed) ? installed : tool, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  return { status, output: `${stdout}${stderr}` };
}
