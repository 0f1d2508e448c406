import { checkPattern } from '../globs/check-pattern.js';
import { compileGlobText } from '../globs/compile-glob-text.js';
import { matchDirectories } from '../globs/match-directories.js';
import type { NamedDirectory, ProjectFinder } from '../project-finder.js';
import { readPackageJson } from '../manifests/read-package-json.js';
import { readWorkspaces } from './read-workspaces.js';
import { usesYarn } from './uses-yarn.js';

const tool = 'npm';
const file = 'package.json';

/**
 * The workspaces of npm (https://docs.npmjs.com/cli/using-npm/workspaces; the order of negated patterns from npm's own
 * `@npmcli/map-workspaces`). Workspaces of a workspace don't count.
 */
export const findNpmProjects: ProjectFinder = async (context) => {
  const manifest = await readPackageJson(context, file);
  const workspaces = manifest && readWorkspaces(file, manifest);
  if (manifest === undefined || workspaces === undefined) return undefined;
  if (await usesYarn(context, manifest)) return undefined;
  const { patterns, ignore } = settleOrder(workspaces);
  const found: NamedDirectory[] = [{ directory: '.', evidence: { tool, file } }];
  for (const pattern of patterns) {
    const matches = await matchDirectories(context, {
      source: file,
      pattern,
      ignore,
      manifests: ['package.json'],
    });
    for (const directory of matches) {
      found.push({ directory, evidence: { tool, file, rule: pattern } });
    }
  }
  return found;
};

/**
 * A negated pattern counts for the whole list, unless it matches a later pattern, as a text: then it doesn't count at all. A
 * pattern whose text a negated one matches is dropped.
 */
function settleOrder(workspaces: readonly string[]) {
  const patterns: string[] = [];
  let ignore: string[] = [];
  for (const item of workspaces) {
    checkPattern(file, item);
    const marks = /^!*/.exec(item)?.[0].length ?? 0;
    const pattern = item.slice(marks).replaceAll(/^\.?\/+|\/+$/g, '');
    if (marks % 2 === 1) {
      ignore.push(pattern);
      continue;
    }
    ignore = ignore.filter((negated) => !compileGlobText(negated).test(pattern));
    patterns.push(pattern);
  }
  const isHidden = (pattern: string) =>
    ignore.some((negated) => compileGlobText(negated).test(pattern));
  return { patterns: patterns.filter((pattern) => !isHidden(pattern)), ignore };
}
