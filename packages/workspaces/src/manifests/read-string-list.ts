import { invalidManifest } from './invalid-manifest.js';

/**
 * A list of texts in a manifest.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` naming the file and `key` if it is anything else.
 */
export function readStringList(file: string, key: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw invalidManifest({ file, what: `has a "${key}" that is not a list of texts` });
}
