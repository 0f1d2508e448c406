import { invalidManifest } from './invalid-manifest.js';

/** An object of a manifest. Only its own keys count: a `__proto__` in the file is data like any other. */
export type ManifestObject = Readonly<Record<string, unknown>>;

/**
 * @param file Relative to the root, for the error.
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't a JSON object.
 */
export function parseJsonManifest(file: string, text: string): ManifestObject {
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

export function isManifestObject(value: unknown): value is ManifestObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
