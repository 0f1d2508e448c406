import { requireStringList } from '../manifests/manifest-object.js';
import { readJsonManifest } from '../manifests/read-json-manifest.js';
import type { ProjectFinder } from '../project-finder.js';
import { findMembers, splitNegated } from './find-members.js';
import { followPackages } from './follow-packages.js';

const tool = 'lerna';
const file = 'lerna.json';

/**
 * The packages of `lerna ls --all`: those of lerna's own patterns, else of the package manager's workspaces, else, as before
 * version 7, of `packages/*` (https://lerna.js.org/docs/api-reference/configuration#packages).
 */
export const findLernaProjects: ProjectFinder = async (context) => {
  const manifest = await readJsonManifest(context, file);
  if (manifest === undefined) return undefined;
  const { packages, npmClient, useWorkspaces } = manifest;
  const ownPatterns =
    packages === undefined ? undefined : requireStringList(file, 'packages', packages);
  const mustFollow = npmClient === 'pnpm' || useWorkspaces === true;
  const follows = mustFollow || ownPatterns === undefined;
  const followed = follows ? await followPackages(context, tool) : undefined;
  // A pnpm-workspace.yaml with only settings makes a workspace of the root alone, and lerna doesn't read it unless told to.
  const isRootAlone = followed?.every(({ directory }) => directory === '.') === true;
  if (followed !== undefined && (mustFollow || !isRootAlone)) return followed;
  const { patterns, negated } = splitNegated(ownPatterns ?? ['packages/*']);
  const manifests = ['package.json'];
  return findMembers(context, { tool, file, patterns, ignore: negated, manifests });
};
