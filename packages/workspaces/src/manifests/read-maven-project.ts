import type { ProjectSearchContext } from '../project-finder.js';
import { invalidManifest } from './manifest-fault.js';
import { isManifestObject, type ManifestObject } from './manifest-object.js';
import { readManifest } from './read-manifest.js';

export interface MavenProject {
  /** Its `artifactId`. */
  readonly name?: string;
  /** Its own modules (Maven 4: subprojects) and those of its profiles, in document order and as written. */
  readonly modules: readonly string[];
}

/**
 * The Maven project in a file at a path relative to the root; undefined if there is no such file.
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line if it isn't well-formed XML.
 */
export async function readMavenProject(
  context: ProjectSearchContext,
  file: string,
): Promise<MavenProject | undefined> {
  const text = await readManifest(context, file);
  if (text === undefined) return undefined;
  const [project] = children(await parseXml(file, text), 'project');
  if (!isManifestObject(project)) return { modules: [] };
  const profiles = children(project, 'profiles').flatMap((each) => children(each, 'profile'));
  const [name] = children(project, 'artifactId');
  return {
    modules: [project, ...profiles].flatMap(listModules),
    ...(typeof name === 'string' && { name }),
  };
}

/** Child elements by name, each name with a list. Attributes are dropped and entities are not expanded. */
async function parseXml(file: string, text: string): Promise<ManifestObject> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    throw invalidManifest({ file, line: verdict.err.line, what: 'is not valid XML' });
  }
  try {
    const parser = new XMLParser({
      parseTagValue: false,
      processEntities: false,
      isArray: () => true,
    });
    const value: unknown = parser.parse(text);
    return isManifestObject(value) ? value : {};
  } catch (cause) {
    throw invalidManifest({ file, what: 'is not valid XML', cause });
  }
}

function listModules(parent: unknown): readonly string[] {
  const modules = children(parent, 'modules').flatMap((each) => children(each, 'module'));
  const subprojects = children(parent, 'subprojects').flatMap((each) =>
    children(each, 'subproject'),
  );
  return [...modules, ...subprojects]
    .filter((module) => typeof module === 'string')
    .filter((module) => module !== '');
}

function children(element: unknown, name: string): readonly unknown[] {
  const list = isManifestObject(element) ? element[name] : undefined;
  return Array.isArray(list) ? list : [];
}
