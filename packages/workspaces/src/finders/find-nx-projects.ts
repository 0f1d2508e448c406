import { posix } from 'node:path';
import { createCollector } from '@create-dump/collector';
import { followPackages } from './follow-packages.js';
import { isFile } from '../manifests/is-file.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { isManifestObject } from '../manifests/parse-json-manifest.js';
import { parseLooseJson } from '../manifests/parse-loose-json.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';
import { readManifest } from '../manifests/read-manifest.js';

const tool = 'nx';
const file = 'nx.json';
const legacyFile = 'workspace.json';
const ignoreFile = '.nxignore';

/**
 * The projects of an Nx workspace: the package manager's, every directory with a project.json that neither git nor an
 * .nxignore ignores (https://nx.dev/docs/reference/project-configuration), and those that a workspace.json of earlier versions
 * names. What plugins infer from other files isn't known.
 */
export const findNxProjects: ProjectFinder = async (context) => {
  if (!(await isFile(context, file))) return undefined;
  return [
    { directory: '.', evidence: { tool, file } },
    ...((await followPackages(context, tool)) ?? []),
    ...(await findProjectFiles(context)),
    ...(await readLegacyWorkspace(context)),
  ];
};

async function findProjectFiles(context: ProjectSearchContext): Promise<readonly NamedDirectory[]> {
  const collect = createCollector({
    root: context.root,
    files: ['project.json'],
    exclude: await readIgnored(context),
    excludedDirs: ['node_modules'],
    gitMetadata: false,
  });
  const { files } = await collect(context.signal);
  return files.map(({ path }) => ({
    directory: posix.dirname(path),
    evidence: { tool, file: path },
  }));
}

async function readIgnored(context: ProjectSearchContext): Promise<readonly string[]> {
  const text = (await readManifest(context, ignoreFile)) ?? '';
  const rules = text.split('\n').map((line) => line.trim());
  const patterns = rules.filter((rule) => rule !== '' && !rule.startsWith('#'));
  const negated = patterns.filter((pattern) => pattern.startsWith('!'));
  if (negated.length > 0) {
    context.warn(
      `${ignoreFile}: rules that begin with ! aren't followed. A project.json that one of them brings back is left out.`,
    );
  }
  return patterns.filter((pattern) => !negated.includes(pattern));
}

/** The directories that a workspace.json has names for. */
async function readLegacyWorkspace(
  context: ProjectSearchContext,
): Promise<readonly NamedDirectory[]> {
  const text = await readManifest(context, legacyFile);
  const projects = text === undefined ? undefined : parseLooseJson(legacyFile, text)['projects'];
  if (!isManifestObject(projects)) return [];
  const found: NamedDirectory[] = [];
  for (const [name, project] of Object.entries(projects)) {
    const path = isManifestObject(project) ? project['root'] : project;
    const directory = typeof path === 'string' ? joinInsideRoot('.', path) : undefined;
    const evidence = { tool, file: legacyFile, rule: name } as const;
    if (directory !== undefined) found.push({ directory, evidence });
    else context.warn(`${legacyFile}: the project ${JSON.stringify(name)} is outside the root.`);
  }
  return found;
}
