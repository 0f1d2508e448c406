import type { ProjectTool } from './found-project.js';
import { isManifestObject, type ManifestObject } from './manifests/parse-json-manifest.js';
import { parseLooseJson } from './manifests/parse-loose-json.js';
import { parseGoDirectives } from './manifests/parse-go-directives.js';
import { readMavenProject } from './manifests/read-maven-project.js';
import { readTomlManifest } from './manifests/read-toml-manifest.js';
import { parseYamlManifest } from './manifests/parse-yaml-manifest.js';
import type { ProjectSearchContext } from './project-finder.js';
import { readManifest } from './manifests/read-manifest.js';
import { readPackageJson } from './manifests/read-package-json.js';
import { tolerateFault } from './manifests/tolerate-fault.js';

/**
 * The name that a directory's manifest gives to it; undefined if there is none. A broken manifest gives a warning.
 *
 * @param tool Whose manifest is asked first.
 */
export async function readProjectName(
  context: ProjectSearchContext,
  directory: string,
  tool?: ProjectTool,
): Promise<string | undefined> {
  const readers = nameReaders.toSorted((a, b) => Number(b.tool === tool) - Number(a.tool === tool));
  for (const { manifest, read } of readers) {
    const file = directory === '.' ? manifest : `${directory}/${manifest}`;
    const consequence = "The project has its directory's name.";
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
    read: async (context, file) => (await readPackageJson(context, file))?.['name'],
  },
  {
    manifest: 'package.yaml',
    read: async (context, file) => (await parse(context, file, parseYamlManifest))?.['name'],
  },
  {
    manifest: 'project.json',
    read: async (context, file) => (await parse(context, file, parseLooseJson))?.['name'],
  },
  {
    manifest: 'Cargo.toml',
    tool: 'cargo',
    read: async (context, file) => nameIn(await readTomlManifest(context, file), 'package'),
  },
  {
    manifest: 'go.mod',
    tool: 'go',
    read: async (context, file) => {
      const text = await readManifest(context, file);
      return text === undefined ? undefined : parseGoDirectives(file, text, 'module')[0];
    },
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

async function parse(
  context: ProjectSearchContext,
  file: string,
  parser: (file: string, text: string) => ManifestObject | Promise<ManifestObject>,
): Promise<ManifestObject | undefined> {
  const text = await readManifest(context, file);
  return text === undefined ? undefined : parser(file, text);
}

function nameIn(manifest: ManifestObject | undefined, table: string): unknown {
  const section = manifest?.[table];
  return isManifestObject(section) ? section['name'] : undefined;
}
