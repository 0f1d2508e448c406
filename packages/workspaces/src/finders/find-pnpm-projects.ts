import { requireStringList } from '../manifests/manifest-object.js';
import { readYamlManifest } from '../manifests/read-yaml-manifest.js';
import type { ProjectFinder } from '../project-finder.js';
import { findMembers, splitNegated } from './find-members.js';

const file = 'pnpm-workspace.yaml';

/**
 * The packages that `pnpm -r` runs in. A negated pattern applies wherever it stands in the list
 * (https://pnpm.io/pnpm-workspace_yaml; details from pnpm's own `workspace/find-packages`).
 */
export const findPnpmProjects: ProjectFinder = async (context) => {
  const manifest = await readYamlManifest(context, file);
  if (manifest === undefined) return undefined;
  // Without `packages`, the file holds only settings, and `pnpm ls -r` lists the root alone.
  const packages = manifest['packages'] ?? [];
  const { patterns, negated } = splitNegated(requireStringList(file, 'packages', packages));
  return findMembers(context, {
    tool: 'pnpm',
    file,
    patterns,
    ignore: ['**/bower_components/**', ...negated],
    manifests: ['package.json', 'package.yaml', 'package.json5'],
  });
};
