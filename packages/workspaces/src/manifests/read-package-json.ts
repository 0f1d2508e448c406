import { type ManifestObject, parseJsonManifest } from './parse-json-manifest.js';
import type { ProjectSearchContext } from '../project-finder.js';
import { readManifest } from './read-manifest.js';

/** The `package.json` at a path relative to the root; undefined if there is none. */
export async function readPackageJson(
  context: ProjectSearchContext,
  file: string,
): Promise<ManifestObject | undefined> {
  const text = await readManifest(context, file);
  return text === undefined ? undefined : parseJsonManifest(file, text);
}
