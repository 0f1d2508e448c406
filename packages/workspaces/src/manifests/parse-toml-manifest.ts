import { invalidManifest } from './invalid-manifest.js';
import type { ManifestObject } from './parse-json-manifest.js';

/**
 * @param file Relative to the root, for the error.
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't TOML.
 */
export async function parseTomlManifest(file: string, text: string): Promise<ManifestObject> {
  const { parse } = await import('smol-toml');
  try {
    return parse(text);
  } catch (cause) {
    const { line } = cause as { line?: number };
    throw invalidManifest({ file, line, what: 'is not valid TOML', cause });
  }
}
