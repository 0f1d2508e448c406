import type { ProjectSearchContext } from '../project-finder.js';
import { invalidManifest } from './manifest-fault.js';
import type { ManifestObject } from './manifest-object.js';
import { readManifest } from './read-manifest.js';

/**
 * The TOML document at a path relative to the root; undefined if there is no such file.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't valid TOML.
 */
export async function readTomlManifest(
  context: ProjectSearchContext,
  file: string,
): Promise<ManifestObject | undefined> {
  const text = await readManifest(context, file);
  if (text === undefined) return undefined;
  const { parse } = await import('smol-toml');
  try {
    return parse(text);
  } catch (cause) {
    const { line } = cause as { line?: number };
    throw invalidManifest({ file, line, what: 'is not valid TOML', cause });
  }
}
