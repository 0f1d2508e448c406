import { isManifestObject, type ManifestObject } from './parse-json-manifest.js';
import { parseTomlManifest } from './parse-toml-manifest.js';
import { parseYamlManifest } from './parse-yaml-manifest.js';
import type { ProjectSearchContext } from './project-finder.js';
import { readManifest } from './read-manifest.js';
import { readPackageJson } from './read-package-json.js';
import { tolerateFault } from './tolerate-fault.js';

/** The name that a directory's first manifest gives to it; undefined if there is none. A broken manifest gives a warning. */
export async function readProjectName(
  context: ProjectSearchContext,
  directory: string,
): Promise<string | undefined> {
  for (const [manifest, read] of nameReaders) {
    const file = directory === '.' ? manifest : `${directory}/${manifest}`;
    const consequence = "The project has its directory's name.";
    const name = await tolerateFault(context, consequence, () => read(context, file));
    if (typeof name === 'string' && name.trim() !== '') return name.trim();
  }
  return undefined;
}

type NameReader = (context: ProjectSearchContext, file: string) => Promise<unknown>;

const nameReaders: readonly (readonly [string, NameReader])[] = [
  ['package.json', async (context, file) => (await readPackageJson(context, file))?.['name']],
  [
    'package.yaml',
    async (context, file) => (await parse(context, file, parseYamlManifest))?.['name'],
  ],
  ['Cargo.toml', async (context, file) => nameIn(await readToml(context, file), 'package')],
  ['pyproject.toml', async (context, file) => nameIn(await readToml(context, file), 'project')],
];

function readToml(context: ProjectSearchContext, file: string) {
  return parse(context, file, parseTomlManifest);
}

async function parse(
  context: ProjectSearchContext,
  file: string,
  parser: (file: string, text: string) => Promise<ManifestObject>,
): Promise<ManifestObject | undefined> {
  const text = await readManifest(context, file);
  return text === undefined ? undefined : parser(file, text);
}

function nameIn(manifest: ManifestObject | undefined, table: string): unknown {
  const section = manifest?.[table];
  return isManifestObject(section) ? section['name'] : undefined;
}
