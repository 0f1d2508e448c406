import type { ProjectTool } from './found-project.js';
import { tolerateFault } from './manifests/manifest-fault.js';
import { isManifestObject, type ManifestObject } from './manifests/manifest-object.js';
import { readGoDirectives } from './manifests/read-go-directives.js';
import { readJsonManifest, readLooseJsonManifest } from './manifests/read-json-manifest.js';
import { readMavenProject } from './manifests/read-maven-project.js';
import { readTomlManifest } from './manifests/read-toml-manifest.js';
import { readYamlManifest } from './manifests/read-yaml-manifest.js';
import type { ProjectSearchContext } from './project-finder.js';

/**
 * The project name in a directory's manifest; undefined if no manifest has one. A broken manifest causes a warning.
 *
 * @param tool Its manifest is read first.
 */
export async function readProjectName(
  context: ProjectSearchContext,
  directory: string,
  tool?: ProjectTool,
): Promise<string | undefined> {
  const readers = nameReaders.toSorted((a, b) => Number(b.tool === tool) - Number(a.tool === tool));
  for (const { manifest, read } of readers) {
    const file = directory === '.' ? manifest : `${directory}/${manifest}`;
    const consequence = 'The project is named after its directory.';
    const name = await tolerateFault(context, consequence, () => read(context, file));
    if (typeof name === 'string' && name.trim() !== '') return name.trim();
  }
  return undefined;
}

interface NameReader {
  readonly manifest: string;
  readonly tool?: ProjectTool;
  readonly read: (context: ProjectSearchContext, file: string) => Promise<unknown>;
}

const nameReaders: readonly NameReader[] = [
  {
    manifest: 'package.json',
    read: async (context, file) => (await readJsonManifest(context, file))?.['name'],
  },
  {
    manifest: 'package.yaml',
    read: async (context, file) => (await readYamlManifest(context, file))?.['name'],
  },
  {
    manifest: 'project.json',
    read: async (context, file) => (await readLooseJsonManifest(context, file))?.['name'],
  },
  {
    manifest: 'Cargo.toml',
    tool: 'cargo',
    read: async (context, file) => nameIn(await readTomlManifest(context, file), 'package'),
  },
  {
    manifest: 'go.mod',
    tool: 'go',
    read: async (context, file) => (await readGoDirectives(context, file, 'module'))?.[0],
  },
  {
    manifest: 'pyproject.toml',
    tool: 'uv',
    read: async (context, file) => nameIn(await readTomlManifest(context, file), 'project'),
  },
  {
    manifest: 'pom.xml',
    tool: 'maven',
    read: async (context, file) => (await readMavenProject(context, file))?.name,
  },
];

function nameIn(manifest: ManifestObject | undefined, table: string): unknown {
  const section = manifest?.[table];
  return isManifestObject(section) ? section['name'] : undefined;
}
