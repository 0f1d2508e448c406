import { isFile } from '../is-file.js';
import {
  isManifestObject,
  type ManifestObject,
  requireStringList,
} from '../manifests/manifest-object.js';
import { readJsonManifest } from '../manifests/read-json-manifest.js';
import type { ProjectSearchContext } from '../project-finder.js';

/**
 * The patterns in the `workspaces` of a package.json, a list or an object with `packages`; undefined if there are none.
 *
 * @param file Relative to the root.
 */
export async function readWorkspaces(
  context: ProjectSearchContext,
  file: string,
): Promise<readonly string[] | undefined> {
  const manifest = await readJsonManifest(context, file);
  return manifest && workspacesIn(file, manifest);
}

/** The same for the root's package.json; undefined also if the workspace belongs to the other package manager. */
export async function readRootWorkspaces(
  context: ProjectSearchContext,
  manager: 'npm' | 'yarn',
): Promise<readonly string[] | undefined> {
  const file = 'package.json';
  const manifest = await readJsonManifest(context, file);
  const workspaces = manifest && workspacesIn(file, manifest);
  if (manifest === undefined || workspaces === undefined) return undefined;
  return (await usesYarn(context, manifest)) === (manager === 'yarn') ? workspaces : undefined;
}

function workspacesIn(file: string, { workspaces }: ManifestObject): readonly string[] | undefined {
  if (workspaces === undefined || workspaces === null) return undefined;
  if (!isManifestObject(workspaces)) return requireStringList(file, 'workspaces', workspaces);
  // Without `packages`, the object holds only settings, such as yarn's `nohoist` or bun's `catalog`.
  return requireStringList(file, 'workspaces.packages', workspaces['packages'] ?? []);
}

/** By the root's `packageManager`, else by yarn's files beside it. */
async function usesYarn(
  context: ProjectSearchContext,
  { packageManager }: ManifestObject,
): Promise<boolean> {
  if (typeof packageManager === 'string') return packageManager.startsWith('yarn@');
  return (await isFile(context, 'yarn.lock')) || (await isFile(context, '.yarnrc.yml'));
}
