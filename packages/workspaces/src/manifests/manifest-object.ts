import { invalidManifest } from './manifest-fault.js';

/** A parsed manifest, or a table in one. Only its own keys count: a `__proto__` in the file is ordinary data. */
export type ManifestObject = Readonly<Record<string, unknown>>;

export function isManifestObject(value: unknown): value is ManifestObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Requires a value of a manifest to be a list of strings.
 *
 * @param key The value's key, for the error.
 * @throws {CreateDumpError} `CONFIG_INVALID` naming the file and the key.
 */
export function requireStringList(file: string, key: string, value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw invalidManifest({ file, what: `has a "${key}" that is not a list of strings` });
}
