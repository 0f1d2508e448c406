import { checkPattern } from '../globs/check-pattern.js';
import { compileGlobText } from '../globs/compile-glob-text.js';
import type { ProjectFinder } from '../project-finder.js';
import { findMembers } from './find-members.js';
import { readRootWorkspaces } from './read-workspaces.js';

const file = 'package.json';

/**
 * The workspaces of npm (https://docs.npmjs.com/cli/using-npm/workspaces; the order of negated patterns from npm's own
 * `@npmcli/map-workspaces`). Workspaces of a workspace don't count.
 */
export const findNpmProjects: ProjectFinder = async (context) => {
  const workspaces = await readRootWorkspaces(context, 'npm');
  if (workspaces === undefined) return undefined;
  const manifests = ['package.json'];
  return findMembers(context, { tool: 'npm', file, ...resolveNegation(workspaces), manifests });
};

/**
 * A negated pattern applies to the whole list, unless it matches the text of a later pattern, which cancels it. A pattern
 * whose text matches a negated pattern that is still in force is dropped.
 */
function resolveNegation(workspaces: readonly string[]) {
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
  const isDropped = (pattern: string) =>
    ignore.some((negated) => compileGlobText(negated).test(pattern));
  return { patterns: patterns.filter((pattern) => !isDropped(pattern)), ignore };
}
