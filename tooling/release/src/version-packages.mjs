import { join } from 'node:path';
import applyReleasePlan from '@changesets/apply-release-plan';
import { read } from '@changesets/config';
import readChangesets from '@changesets/read';
import { getPackages } from '@manypkg/get-packages';
import { planReleases } from './plan-releases.mjs';
import { readReleaseFacts } from './read-release-facts.mjs';
import { workspaceRoot } from './workspace-root.mjs';

/**
 * Plans the next release of the workspace in `root`, and unless it is a dry run, writes versions, ranges and changelogs, and
 * removes the changesets. Returns the releases.
 *
 * @param {{ root: string, dryRun?: boolean }} options
 */
export async function versionPackages({ root, dryRun = false }) {
  const packages = await getPackages(root);
  const config = await read(root, packages);
  const changesets = await readChangesets(root);
  const facts = readReleaseFacts(packages);
  const plan = planReleases({ changesets, packages, config, facts });
  // The module that writes changelogs is found from this workspace, even if `root` is a copy of its manifests.
  const context = join(workspaceRoot, '.changeset');
  if (!dryRun) await applyReleasePlan(plan, packages, config, undefined, context);
  return plan.releases
    .filter(({ type }) => type !== 'none')
    .map(({ name, oldVersion, newVersion }) => ({
      name,
      oldVersion,
      newVersion,
      isFirst: facts.first.has(name),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
