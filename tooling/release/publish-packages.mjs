/**
 * Builds the packages and publishes those whose version isn't published yet: `pnpm release`, as the release workflow runs it. Refuses
 * while the repository is a placeholder or versions aren't written. `--by-hand` publishes without provenance, which only a CI
 * service can attest: for the first versions, before npm can trust the workflow.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { publishedFolders, readManifest } from './src/published-folders.mjs';
import { refusePublication } from './src/publication.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const refusal = refusePublication(readManifest('.')) ?? refuseChangesets();
if (refusal === undefined) {
  process.exitCode = run('exec', 'turbo', 'run', 'build', '--output-logs=errors-only') || publish();
} else {
  console.error(refusal);
  process.exitCode = 1;
}

function refuseChangesets() {
  const pending = readdirSync(join(workspaceRoot, '.changeset')).filter((name) =>
    name.endsWith('.md'),
  );
  if (pending.length === 0) return undefined;
  return `.changeset holds ${pending.length} changesets: run \`pnpm version-packages\`, and merge what it writes, before publishing.`;
}

function publish() {
  if (!process.argv.includes('--by-hand')) return run('exec', 'changeset', 'publish');
  // A flag is all that beats `publishConfig.provenance`; changesets and `pnpm publish --recursive` don't pass one on.
  const unpublished = publishedFolders().filter((folder) => !isPublished(folder));
  const failed = unpublished.find((folder) => publishFolder(folder) !== 0);
  return failed === undefined ? run('exec', 'changeset', 'tag') : 1;
}

/** @param {string} folder */
function publishFolder(folder) {
  const flags = ['--no-git-checks', '--provenance=false'];
  const options = { cwd: join(workspaceRoot, folder), stdio: /** @type {const} */ ('inherit') };
  return spawnSync('pnpm', ['publish', ...flags], options).status;
}

/** @param {string} folder */
function isPublished(folder) {
  const { name, version } = readManifest(folder);
  const view = spawnSync('npm', ['view', `${name}@${version}`, 'version'], { encoding: 'utf8' });
  return view.stdout.trim() !== '';
}

/**
 * Returns the exit code.
 *
 * @param {readonly string[]} args
 */
function run(...args) {
  return spawnSync('pnpm', args, { cwd: workspaceRoot, stdio: 'inherit' }).status ?? 1;
}
