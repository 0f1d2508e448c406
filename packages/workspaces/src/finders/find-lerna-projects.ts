import { followPackages } from './follow-packages.js';
import { matchDirectories } from '../globs/match-directories.js';
import { parseJsonManifest } from '../manifests/parse-json-manifest.js';
import type { NamedDirectory, ProjectFinder } from '../project-finder.js';
import { readManifest } from '../manifests/read-manifest.js';
import { readStringList } from '../manifests/read-string-list.js';

const tool = 'lerna';
const file = 'lerna.json';

/**
 * The packages of `lerna ls --all`: by its own patterns, else by the package manager's workspaces, else, as before version 7,
 * `packages/*` (https://lerna.js.org/docs/api-reference/configuration#packages).
 */
export const findLernaProjects: ProjectFinder = async (context) => {
  const text = await readManifest(context, file);
  if (text === undefined) return undefined;
  const { packages, npmClient, useWorkspaces } = parseJsonManifest(file, text);
  const ownPatterns =
    packages === undefined ? undefined : readStringList(file, 'packages', packages);
  const follows = ownPatterns === undefined || npmClient === 'pnpm' || useWorkspaces === true;
  const followed = follows ? await followPackages(context, tool) : undefined;
  if (followed !== undefined) return followed;
  const patterns = ownPatterns ?? ['packages/*'];
  const negated = patterns.filter((pattern) => pattern.startsWith('!'));
  const ignore = negated.map((pattern) => pattern.slice(1));
  const found: NamedDirectory[] = [{ directory: '.', evidence: { tool, file } }];
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    const manifests = ['package.json'];
    const matches = await matchDirectories(context, { source: file, pattern, ignore, manifests });
    for (const directory of matches) {
      found.push({ directory, evidence: { tool, file, rule: pattern } });
    }
  }
  return found;
};
