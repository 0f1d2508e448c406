/**
 * Rehearses a whole release, away from any real registry: `pnpm rehearse-release`. In a copy of the workspace, it writes the versions,
 * builds, and publishes to a registry on loopback; then it runs every install line as users do, on the oldest supported Node and on
 * Node 24. It publishes once more, by hand, after a fix in one library. Takes some minutes. Needs git, and the registry that npm is
 * configured for. Not rehearsed: provenance and trusted publishing, which need a CI service, and the workflow itself.
 */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  commit,
  copyRepository,
  setPublication,
  setRepository,
} from './src/rehearsal/copy-repository.mjs';
import { installLines } from './src/rehearsal/install-lines.mjs';
import { runTool, tryTool } from './src/rehearsal/run-tool.mjs';
import { startRegistry } from './src/rehearsal/start-registry.mjs';
import { tryLines } from './src/rehearsal/try-lines.mjs';

const nodeVersions = ['20.19.0', '24.21.0'];
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'rehearsal-')));
const copy = join(scratch, 'repository');
/** @type {(() => Promise<void>) | undefined} */
let stop;
try {
  const registry = await startRegistry(join(scratch, 'registry'));
  ({ stop } = registry);
  console.log(`Started a registry at ${registry.url}`);
  copyRepository(copy, registry.url);
  console.log('Copied the workspace.');
  setRepository(copy, 'OWNER');
  expectRefusal('is a placeholder');
  setRepository(copy, 'rehearsal');
  expectRefusal('pnpm version-packages');
  release(registry);
  tryAsUsers(registry);
  releaseFix(registry);
} catch (error) {
  console.log(`FAIL ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await stop?.();
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * In the copy, whose manifests name the registry on loopback: if it doesn't refuse, nothing gets out.
 *
 * @param {string} words
 */
function expectRefusal(words) {
  const { status, output } = tryTool(['node', 'tooling/release/publish-packages.mjs'], {
    cwd: copy,
  });
  if (status !== 1 || !output.includes(words)) {
    throw new Error(
      `\`pnpm release\` should refuse with "${words}", but ends with ${status}: ${output}`,
    );
  }
  console.log(`Refused, as it should be: ${output}`);
}

/**
 * With an empty home, so that no credentials of whoever rehearses are at hand.
 *
 * @param {{ publisher: Record<string, string> }} registry
 * @param {readonly string[]} flags
 */
function release({ publisher }, ...flags) {
  const versions = runTool(['node', 'tooling/release/version-packages.mjs'], { cwd: copy });
  console.log(versions.split('\nScope')[0]);
  commit(copy, 'Release');
  const output = runTool(['node', 'tooling/release/publish-packages.mjs', ...flags], {
    cwd: copy,
    env: { ...publisher, HOME: join(scratch, 'registry'), TURBO_TELEMETRY_DISABLED: '1' },
  });
  const published = [...output.matchAll(/New tag: +(\S+)/g)].map(([, tag]) => tag);
  console.log(`Published ${published.length}: ${published.join(', ')}`);
}

/** @param {{ user: Record<string, string> }} registry */
function tryAsUsers({ user }) {
  const folders = readdirSync(join(copy, 'packages')).map((name) => `packages/${name}`);
  const lines = installLines(copy, folders);
  const results = nodeVersions.map((version) => {
    const directory = join(scratch, `node-${version}`);
    mkdirSync(join(directory, 'home'), { recursive: true });
    return tryLines(lines, {
      directory,
      nodeDirectory: installNode(version, directory),
      settings: user,
    });
  });
  console.log(`\n| line | ${nodeVersions.map((version) => `Node ${version}`).join(' | ')} |`);
  console.log(`| --- |${' --- |'.repeat(nodeVersions.length)}`);
  for (const [index, { line }] of lines.entries()) {
    const cells = results.map((result) => (result[index] === undefined ? 'ok' : 'FAIL'));
    console.log(`| \`${line}\` | ${cells.join(' | ')} |`);
  }
  const failures = results.flat().filter((failure) => failure !== undefined);
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

/**
 * Returns the directory of its executable.
 *
 * @param {string} version
 * @param {string} directory
 */
function installNode(version, directory) {
  const name = `node-${process.platform}-${process.arch}@${version}`;
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', directory];
  runTool(['npm', 'install', ...options, `node@npm:${name}`], { cwd: directory });
  return dirname(join(directory, 'node_modules/node/bin/node'));
}

/**
 * A fix in a library must reach users of the program. This release is by hand, from manifests that ask for provenance.
 *
 * @param {{ url: string, publisher: Record<string, string>, user: Record<string, string> }} registry
 */
function releaseFix({ url, publisher, user }) {
  setPublication(copy, { access: 'public', provenance: true, registry: url });
  writeFileSync(
    join(copy, '.changeset/fix.md'),
    "---\n'@create-dump/retention': patch\n---\n\nA fix.\n",
  );
  release({ publisher }, '--by-hand');
  const latest = (/** @type {string} */ name) =>
    runTool(['npm', 'view', name, 'version'], { cwd: scratch, env: user });
  console.log(
    `\nAfter a fix in retention: retention ${latest('@create-dump/retention')}, create-dump ${latest('create-dump')}, core ${latest('@create-dump/core')}`,
  );
}
