import type { ManifestObject } from './parse-json-manifest.js';
import { parseTomlManifest } from './parse-toml-manifest.js';
import type { ProjectSearchContext } from '../project-finder.js';
import { readManifest } from './read-manifest.js';

/** The TOML manifest at a path relative to the root; undefined if there is none. */
export async function readTomlManifest(
  context: ProjectSearchContext,
  file: string,
): Promise<ManifestObject | undefined> {
  const text = await readManifest(context, file);
  return text === undefined ? undefined : parseTomlManifest(file, text);
}
