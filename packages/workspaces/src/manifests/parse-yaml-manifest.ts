import { invalidManifest } from './invalid-manifest.js';
import { isManifestObject, type ManifestObject } from './parse-json-manifest.js';

/**
 * @param file Relative to the root, for the error.
 * @returns An empty object for an empty file.
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't a YAML mapping, or has aliases that would
 *   unfold to more than a hundred nodes each.
 */
export async function parseYamlManifest(file: string, text: string): Promise<ManifestObject> {
  // The parser compiles an expression for each indent, and a very deep one ends the process.
  if (/^[ \t?:-]{500}/m.test(text)) throw invalidManifest({ file, what: 'is nested too deeply' });
  // In the program's bundle, a package in CommonJS has a default export and no other.
  const { default: yaml } = await import('yaml');
  const { LineCounter, parseDocument } = yaml;
  const lineCounter = new LineCounter();
  let value: unknown;
  try {
    // An excerpt for each error would take quadratic time.
    const options = { logLevel: 'silent', prettyErrors: false, lineCounter } as const;
    const document = parseDocument(text, options);
    const fault = document.errors[0];
    if (fault !== undefined) throw fault;
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const { pos } = cause as { pos?: readonly number[] };
    const line = pos?.[0] === undefined ? undefined : lineCounter.linePos(pos[0]).line;
    throw invalidManifest({ file, line, what: 'is not valid YAML', cause });
  }
  if (value === null || value === undefined) return {};
  if (!isManifestObject(value)) throw invalidManifest({ file, line: 1, what: 'is not a mapping' });
  return value;
}
