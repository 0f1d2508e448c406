import { invalidManifest } from './invalid-manifest.js';
import { isManifestObject, type ManifestObject } from './parse-json-manifest.js';

/**
 * @param file Relative to the root, for the error.
 * @returns An empty object for an empty file.
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't a YAML mapping, or has aliases that would
 *   unfold to more than a hundred nodes each.
 */
export async function parseYamlManifest(file: string, text: string): Promise<ManifestObject> {
  // Bundled, a package in CommonJS has a default export only.
  const { default: yaml } = await import('yaml');
  let value: unknown;
  try {
    const document = yaml.parseDocument(text, { logLevel: 'silent' });
    const fault = document.errors[0];
    if (fault !== undefined) throw fault;
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const { linePos } = cause as { linePos?: readonly { readonly line: number }[] };
    throw invalidManifest({ file, line: linePos?.[0]?.line, what: 'is not valid YAML', cause });
  }
  if (value === null || value === undefined) return {};
  if (!isManifestObject(value)) throw invalidManifest({ file, line: 1, what: 'is not a mapping' });
  return value;
}
