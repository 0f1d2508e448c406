import { isManifestObject } from './parse-json-manifest.js';
import { parseXmlManifest } from './parse-xml-manifest.js';
import type { ProjectSearchContext } from '../project-finder.js';
import { readManifest } from './read-manifest.js';

export interface MavenProject {
  /** Its `artifactId`. */
  readonly name?: string;
  /** Its own modules (Maven 4: subprojects) and those of its profiles, in their order, as they stand. */
  readonly modules: readonly string[];
}

/** The pom at a path relative to the root; undefined if there is none. */
export async function readMavenProject(
  context: ProjectSearchContext,
  file: string,
): Promise<MavenProject | undefined> {
  const text = await readManifest(context, file);
  if (text === undefined) return undefined;
  const [project] = children(await parseXmlManifest(file, text), 'project');
  if (!isManifestObject(project)) return { modules: [] };
  const profiles = children(project, 'profiles').flatMap((each) => children(each, 'profile'));
  const [name] = children(project, 'artifactId');
  return {
    modules: [project, ...profiles].flatMap(listModules),
    ...(typeof name === 'string' && { name }),
  };
}

function listModules(of: unknown): readonly string[] {
  const modules = children(of, 'modules').flatMap((each) => children(each, 'module'));
  const subprojects = children(of, 'subprojects').flatMap((each) => children(each, 'subproject'));
  return [...modules, ...subprojects]
    .filter((module) => typeof module === 'string')
    .filter((module) => module !== '');
}

function children(element: unknown, name: string): readonly unknown[] {
  const list = isManifestObject(element) ? element[name] : undefined;
  return Array.isArray(list) ? list : [];
}
