import type { ProjectSearchContext } from '../project-finder.js';
import { invalidManifest } from './manifest-fault.js';
import { isManifestObject, type ManifestObject } from './manifest-object.js';
import { readManifest } from './read-manifest.js';

/**
 * The JSON object in a file at a path relative to the root; undefined if there is no such file.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't a JSON object.
 */
export async function readJsonManifest(
  context: ProjectSearchContext,
  file: string,
): Promise<ManifestObject | undefined> {
  const text = await readManifest(context, file);
  return text === undefined ? undefined : parse(file, text);
}

/** Like {@link readJsonManifest}, but allows comments and trailing commas, as Nx does. */
export async function readLooseJsonManifest(
  context: ProjectSearchContext,
  file: string,
): Promise<ManifestObject | undefined> {
  const text = await readManifest(context, file);
  return text === undefined ? undefined : parse(file, toStrictJson(text));
}

function parse(file: string, text: string): ManifestObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    const line = text.slice(0, position).split('\n').length;
    throw invalidManifest({ file, line, what: 'is not valid JSON', cause });
  }
  if (!isManifestObject(value)) throw invalidManifest({ file, line: 1, what: 'is not an object' });
  return value;
}

/** Blanks out comments and trailing commas. Positions stay the same, so errors name the right line. */
function toStrictJson(text: string): string {
  return text
    .replaceAll(/("(?:[^"\\\n]|\\[^])*"?)|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g, keepString)
    .replaceAll(/("(?:[^"\\\n]|\\[^])*"?)|,(?=\s*[\]}])/g, keepString);
}

function keepString(match: string, string: string | undefined): string {
  return string ?? match.replaceAll(/[^\n]/g, ' ');
}
