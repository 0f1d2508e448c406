import { basename } from 'node:path';
import { displayPath } from '@create-dump/core';
import { checkPattern } from '../globs/check-pattern.js';
import { compileGlobText } from '../globs/compile-glob-text.js';
import { matchDirectories } from '../globs/match-directories.js';
import { tolerateFault } from '../manifests/manifest-fault.js';
import {
  isManifestObject,
  type ManifestObject,
  requireStringList,
} from '../manifests/manifest-object.js';
import { readTomlManifest } from '../manifests/read-toml-manifest.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';

const tool = 'uv';
const file = 'pyproject.toml';

/**
 * The members of a uv workspace (https://docs.astral.sh/uv/concepts/projects/workspaces/). As in uv's own
 * `Workspace::collect_members`, `*` in an exclusion also matches slashes, and a directory with `tool.uv.managed = false` isn't a
 * member.
 */
export const findUvProjects: ProjectFinder = async (context) => {
  const workspace = tableAt(await readTomlManifest(context, file), 'tool', 'uv', 'workspace');
  if (workspace === undefined) return undefined;
  const exclude = readList(workspace, 'exclude').map((pattern) => {
    checkPattern(file, pattern);
    return compileGlobText(pattern.replaceAll(/^\.\/|\/+$/g, ''), { crossing: true });
  });
  const found: NamedDirectory[] = [{ directory: '.', evidence: { tool, file } }];
  for (const pattern of readList(workspace, 'members')) {
    const globbed = { source: file, pattern, dot: true, extended: false };
    for (const directory of await matchDirectories(context, globbed)) {
      if (exclude.some((glob) => glob.test(directory))) continue;
      if (!(await isMember(context, directory))) continue;
      found.push({ directory, evidence: { tool, file, rule: pattern } });
    }
  }
  return found;
};

function readList(workspace: ManifestObject, key: string): readonly string[] {
  const value = workspace[key];
  return value === undefined ? [] : requireStringList(file, `tool.uv.workspace.${key}`, value);
}

async function isMember(context: ProjectSearchContext, directory: string): Promise<boolean> {
  const own = directory === '.' ? file : `${directory}/${file}`;
  const consequence = 'It is treated as a member of the workspace.';
  const isManaged = await tolerateFault(context, consequence, async () => {
    const manifest = await readTomlManifest(context, own);
    if (manifest !== undefined) return tableAt(manifest, 'tool', 'uv')?.['managed'] !== false;
    if (basename(directory).startsWith('.')) return false;
    context.warn(`${file}: ${displayPath(directory)} has no pyproject.toml. It is left out.`);
    return false;
  });
  return isManaged ?? true;
}

function tableAt(manifest: unknown, ...keys: readonly string[]): ManifestObject | undefined {
  let table = manifest;
  for (const key of keys) table = isManifestObject(table) ? table[key] : undefined;
  return isManifestObject(table) ? table : undefined;
}
