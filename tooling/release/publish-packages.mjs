/**
 * Builds the packages and publishes those whose version isn't published yet: `pnpm release`, as the release workflow runs it. Refuses
 * while the repository is a placeholder or versions aren't written.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusePublication } from './src/publication.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const refusal =
  refusePublication(JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8'))) ??
  refuseChangesets();
if (refusal === undefined) {
  process.exitCode =
    run('turbo', 'run', 'build', '--output-logs=errors-only') || run('changeset', 'publish');
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

/**
 * Returns the exit code.
 *
 * @param {string} tool
 * @param {readonly string[]} args
 */
function run(tool, ...args) {
  return (
    spawnSync('pnpm', ['exec', tool, ...args], { cwd: workspaceRoot, stdio: 'inherit' }).status ?? 1
  );
}
