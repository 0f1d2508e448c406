import { posix } from 'node:path';
import { createCollector } from '@create-dump/collector';
import { isFile } from '../is-file.js';
import { joinInsideRoot } from '../join-inside-root.js';
import { isManifestObject } from '../manifests/manifest-object.js';
import { readLooseJsonManifest } from '../manifests/read-json-manifest.js';
import { readManifest } from '../manifests/read-manifest.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';
import { followPackages } from './follow-packages.js';

const tool = 'nx';
const file = 'nx.json';
const legacyFile = 'workspace.json';
const ignoreFile = '.nxignore';

/**
 * The projects of an Nx workspace: the package manager's, every directory with a project.json that neither git nor .nxignore
 * ignores (https://nx.dev/docs/reference/project-configuration), and those in the workspace.json of earlier versions. Projects
 * that plugins infer from other files aren't found.
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
    ...context.userGitFiles,
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
      `${ignoreFile}: negated rules (!) aren't supported. A project.json that one of them re-includes is left out.`,
    );
  }
  return patterns.filter((pattern) => !negated.includes(pattern));
}

/** The projects that a workspace.json maps names to. */
async function readLegacyWorkspace(
  context: ProjectSearchContext,
): Promise<readonly NamedDirectory[]> {
  const projects = (await readLooseJsonManifest(context, legacyFile))?.['projects'];
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
