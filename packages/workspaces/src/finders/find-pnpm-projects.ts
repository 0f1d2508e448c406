import { matchDirectories } from '../globs/match-directories.js';
import { parseYamlManifest } from '../manifests/parse-yaml-manifest.js';
import type { NamedDirectory, ProjectFinder } from '../project-finder.js';
import { readManifest } from '../manifests/read-manifest.js';
import { readStringList } from '../manifests/read-string-list.js';

const tool = 'pnpm';
const file = 'pnpm-workspace.yaml';

/**
 * The packages that `pnpm -r` runs in. A negated pattern counts wherever it stands in the list
 * (https://pnpm.io/pnpm-workspace_yaml; the rest from pnpm's own `workspace/find-packages`).
 */
export const findPnpmProjects: ProjectFinder = async (context) => {
  const text = await readManifest(context, file);
  if (text === undefined) return undefined;
  const { packages } = await parseYamlManifest(file, text);
  // Many a single package has the file for its settings alone.
  if (packages === undefined || packages === null) return undefined;
  const patterns = readStringList(file, 'packages', packages);
  const negated = patterns.filter((pattern) => pattern.startsWith('!'));
  const ignore = ['**/bower_components/**', ...negated.map((pattern) => pattern.slice(1))];
  const found: NamedDirectory[] = [{ directory: '.', evidence: { tool, file } }];
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue;
    const manifests = ['package.json', 'package.yaml', 'package.json5'];
    const matches = await matchDirectories(context, { source: file, pattern, ignore, manifests });
    for (const directory of matches) {
      found.push({ directory, evidence: { tool, file, rule: pattern } });
    }
  }
  return found;
};
