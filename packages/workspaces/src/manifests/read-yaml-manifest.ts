import type { ProjectSearchContext } from '../project-finder.js';
import { invalidManifest } from './manifest-fault.js';
import { isManifestObject, type ManifestObject } from './manifest-object.js';
import { readManifest } from './read-manifest.js';

/**
 * The YAML mapping in a file at a path relative to the root, empty for an empty file; undefined if there is no such file.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't a YAML mapping, is nested too deeply, or has an
 *   alias that expands to more than a hundred nodes.
 */
export async function readYamlManifest(
  context: ProjectSearchContext,
  file: string,
): Promise<ManifestObject | undefined> {
  const text = await readManifest(context, file);
  if (text === undefined) return undefined;
  // The parser compiles an expression for each level of indentation, and a very deep one crashes the process.
  if (/^[ \t?:-]{500}/m.test(text)) throw invalidManifest({ file, what: 'is nested too deeply' });
  const value = await parse(file, text);
  if (value === null || value === undefined) return {};
  if (!isManifestObject(value)) throw invalidManifest({ file, line: 1, what: 'is not a mapping' });
  return value;
}

async function parse(file: string, text: string): Promise<unknown> {
  // In the bundled program, a CommonJS package has only a default export.
  const { default: yaml } = await import('yaml');
  const { LineCounter, parseDocument } = yaml;
  const lineCounter = new LineCounter();
  try {
    // Pretty errors quote the source for each error, which takes quadratic time.
    const options = { logLevel: 'silent', prettyErrors: false, lineCounter } as const;
    const document = parseDocument(text, options);
    const fault = document.errors[0];
    if (fault !== undefined) throw fault;
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const { pos } = cause as { pos?: readonly number[] };
    const line = pos?.[0] === undefined ? undefined : lineCounter.linePos(pos[0]).line;
    throw invalidManifest({ file, line, what: 'is not valid YAML', cause });
  }
}
