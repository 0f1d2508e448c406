import { isManifestObject, type ManifestObject } from '../manifests/parse-json-manifest.js';
import { readStringList } from '../manifests/read-string-list.js';

/** The patterns of a package.json's `workspaces`, a list or an object with `packages`; undefined if it has none. */
export function readWorkspaces(
  file: string,
  { workspaces }: ManifestObject,
): readonly string[] | undefined {
  if (workspaces === undefined || workspaces === null) return undefined;
  if (!isManifestObject(workspaces)) return readStringList(file, 'workspaces', workspaces);
  const { packages } = workspaces;
  return packages === undefined ? undefined : readStringList(file, 'workspaces.packages', packages);
}
