/**
 * Builds the image from files of this machine and runs it, read-only, as another user, without network: `pnpm check:image`, after a
 * build. What it dumps must be right, whole, and its user's. Needs buildah, podman, runc, and root or user namespaces; where they
 * are missing or can't run a container, it says so and ends with 0, or with 1 if `--strict` is given.
 */
import {
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContainerTools, findMissingTool } from './src/image/container-tools.mjs';
import { runTool } from './src/rehearsal/run-tool.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const user = 65_532;
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'image-')));
const sources = join(scratch, 'sources');
const dumps = join(scratch, 'dumps');
const context = join(scratch, 'context');
const volumes = [`${sources}:/src:ro`, `${dumps}:/dumps`];
try {
  const reason = checkImage();
  if (reason !== undefined) {
    console.log(`Skipped: ${reason}`);
    process.exitCode = process.argv.includes('--strict') ? 1 : 0;
  }
} catch (error) {
  console.log(`FAIL ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Returns why it can't be checked here, if so. */
function checkImage() {
  const missing = findMissingTool();
  if (missing !== undefined) return `${missing} isn't installed.`;
  prepare();
  const tools = createContainerTools(join(scratch, 'containers'));
  const built = tools.build('Containerfile.test', context);
  if (built.status !== 0) return `buildah can't build here: ${built.output}`;
  const started = tools.run([], ['--version']);
  if (started.status !== 0) return `podman can't run a container here: ${started.output}`;
  console.log(`ok   --version: ${started.output}`);
  checkRuns(tools.run);
  return undefined;
}

function prepare() {
  for (const directory of [sources, dumps, context]) mkdirSync(directory);
  runTool(['git', 'init', '-q'], { cwd: sources });
  // 80 MB, so that the program starts its piped.
  for (let index = 0; index < 300; index++) {
    writeFileSync(
      join(sources, `file-${index}.ts`),
      `export const value${index} = ${index};\n`.repeat(8000),
    );
  }
  chownSync(dumps, user, user);
  const script = join(workspaceRoot, 'tooling/release/image/make-rootfs.sh');
  const program = join(workspaceRoot, 'apps/cli');
  runTool(['sh', script, process.execPath, program, join(context, 'rootfs')], { cwd: scratch });
  copyFileSync(
    join(workspaceRoot, 'tooling/release/image/Containerfile.test'),
    join(context, 'Containerfile.test'),
  );
}

/** @param {ReturnType<typeof createContainerTools>['run']} run */
function checkRuns(run) {
  const dumped = run(volumes, ['--dest', '/dumps']);
  expect('makes a dump', dumped.status === 0, dumped.output);
  const owners = readdirSync(dumps).map((name) => statSync(join(dumps, name)).uid);
  expect(`gives both files to ${user}`, owners.join() === `${user},${user}`, owners.join());
  const verified = run(volumes, ['verify', '/dumps']);
  expect(
    'verifies it',
    verified.status === 0 && verified.output.includes('OK (300 files'),
    verified.output,
  );
  const bin = join(workspaceRoot, 'apps/cli/dist/bin.js');
  const outside = runTool([process.execPath, bin, 'verify', dumps], { cwd: scratch });
  expect('agrees with the program outside', outside.includes('OK (300 files'), outside);
  const piped = run(volumes, ['--files', 'file-1.ts', '--output', '-']);
  expect(
    'writes to standard output',
    piped.status === 0 && piped.output.includes('## Manifest'),
    piped.output.slice(0, 500),
  );
  const readOnly = run(volumes, ['--output', '/no.md']);
  expect(
    'cannot write elsewhere',
    readOnly.status === 1 && readOnly.output.includes('Read-only file system'),
    readOnly.output,
  );
}

/**
 * @param {string} what
 * @param {boolean} holds
 * @param {string} output
 */
function expect(what, holds, output) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`);
  if (holds) return;
  console.log(output.replaceAll(/^/gm, '     '));
  process.exitCode = 1;
}
