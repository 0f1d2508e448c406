import { comparePaths, displayPath } from '@create-dump/core';
import { matchDirectories } from '../globs/match-directories.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { listCargoPathDependencies } from '../manifests/list-cargo-path-dependencies.js';
import { tolerateFault } from '../manifests/manifest-fault.js';
import {
  isManifestObject,
  type ManifestObject,
  requireStringList,
} from '../manifests/manifest-object.js';
import { readTomlManifest } from '../manifests/read-toml-manifest.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';

const tool = 'cargo';
const file = 'Cargo.toml';

/**
 * The packages that `cargo metadata --no-deps` lists, without those outside the root: the members, and, recursively, their path
 * dependencies (https://doc.rust-lang.org/cargo/reference/workspaces.html; details from cargo's own `find_path_deps`).
 */
export const findCargoProjects: ProjectFinder = async (context) => {
  const manifest = await readTomlManifest(context, file);
  const workspace = manifest?.['workspace'];
  if (manifest === undefined || !isManifestObject(workspace)) return undefined;
  const search: CargoSearch = {
    context,
    dependencies: workspace['dependencies'],
    members: readList(workspace, 'members'),
    exclude: readList(workspace, 'exclude'),
    found: new Map([['.', { directory: '.', evidence: { tool, file } }]]),
  };
  await addDependencies(search, '.', manifest);
  for (const pattern of search.members) {
    for (const directory of await expandMember(context, pattern)) {
      await addPackage(search, { directory, evidence: { tool, file, rule: pattern } });
    }
  }
  return [...search.found.values()];
};

interface CargoSearch {
  readonly context: ProjectSearchContext;
  /** `[workspace.dependencies]`, which members inherit from. */
  readonly dependencies: unknown;
  readonly members: readonly string[];
  readonly exclude: readonly string[];
  readonly found: Map<string, NamedDirectory>;
}

function readList(workspace: ManifestObject, key: string): readonly string[] {
  const value = workspace[key];
  return value === undefined ? [] : requireStringList(file, `workspace.${key}`, value);
}

/** A member without wildcards is returned even if it doesn't exist, so that the search warns of it. */
async function expandMember(context: ProjectSearchContext, pattern: string) {
  const globbed = { source: file, pattern, dot: true, extended: false };
  if (/[*?[]/.test(pattern)) return matchDirectories(context, globbed);
  const directory = joinInsideRoot('.', pattern);
  if (directory !== undefined) return [directory];
  context.warn(`${file}: the member ${displayPath(pattern)} is outside the root. It is left out.`);
  return [];
}

async function addPackage(search: CargoSearch, named: NamedDirectory): Promise<void> {
  const { context, found } = search;
  const { directory } = named;
  context.signal.throwIfAborted();
  if (found.has(directory) || isExcluded(search, directory)) return;
  const ownFile = `${directory}/${file}`;
  found.set(directory, named);
  const consequence = 'Its path dependencies are left out unless something else names them.';
  const manifest = await tolerateFault(context, consequence, async () => {
    const read = await readTomlManifest(context, ownFile);
    if (read === undefined) {
      context.warn(`${file}: ${displayPath(directory)} has no Cargo.toml. It is left out.`);
      found.delete(directory);
    }
    return read;
  });
  if (manifest !== undefined) await addDependencies(search, directory, manifest);
}

async function addDependencies(
  search: CargoSearch,
  directory: string,
  manifest: ManifestObject,
): Promise<void> {
  const paths = listCargoPathDependencies(manifest, directory, search.dependencies);
  const ownFile = directory === '.' ? file : `${directory}/${file}`;
  for (const dependency of [...paths].sort(comparePaths)) {
    const evidence = { tool, file: ownFile, rule: `path = ${JSON.stringify(dependency)}` } as const;
    await addPackage(search, { directory: dependency, evidence });
  }
}

/** `exclude` has no effect on a member that is listed literally, nor on directories below it. */
function isExcluded({ members, exclude }: CargoSearch, directory: string): boolean {
  const isBelow = (path: string) => {
    const top = joinInsideRoot('.', path);
    return top === '.' || directory === top || directory.startsWith(`${top}/`);
  };
  return exclude.some(isBelow) && !members.some(isBelow);
}
