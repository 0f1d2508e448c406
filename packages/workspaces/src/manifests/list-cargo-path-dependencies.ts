import { joinInsideRoot } from '../join-inside-root.js';
import { isManifestObject, type ManifestObject } from './manifest-object.js';

const sections = [
  'dependencies',
  'dev-dependencies',
  'dev_dependencies',
  'build-dependencies',
  'build_dependencies',
];

/**
 * The directories of a Cargo.toml's path dependencies for all targets, relative to the root. Those outside the root are dropped.
 *
 * @param base The manifest's directory, relative to the root.
 * @param inherited The root's `[workspace.dependencies]`; their paths are relative to the root.
 */
export function listCargoPathDependencies(
  manifest: ManifestObject,
  base: string,
  inherited: unknown,
): ReadonlySet<string> {
  const { target } = manifest;
  const targets = isManifestObject(target) ? Object.values(target).filter(isManifestObject) : [];
  const tables = [manifest, ...targets].flatMap((table) => sections.map((key) => table[key]));
  const directories = new Set<string>();
  for (const table of tables.filter(isManifestObject)) {
    for (const [name, dependency] of Object.entries(table)) {
      const own = pathOf(dependency);
      const directory =
        own === undefined
          ? inheritedDirectory(name, dependency, inherited)
          : joinInsideRoot(base, own);
      if (directory !== undefined) directories.add(directory);
    }
  }
  return directories;
}

function inheritedDirectory(name: string, dependency: unknown, inherited: unknown) {
  if (!isManifestObject(dependency) || dependency['workspace'] !== true) return undefined;
  if (!isManifestObject(inherited) || !Object.hasOwn(inherited, name)) return undefined;
  const path = pathOf(inherited[name]);
  return path === undefined ? undefined : joinInsideRoot('.', path);
}

function pathOf(dependency: unknown): string | undefined {
  const path = isManifestObject(dependency) ? dependency['path'] : undefined;
  return typeof path === 'string' ? path : undefined;
}
