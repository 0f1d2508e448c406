import { posix } from 'node:path';
import { displayPath } from '@create-dump/core';
import { joinInsideRoot } from '../join-inside-root.js';
import { type GradleStatement, parseGradleSettings } from '../manifests/parse-gradle-settings.js';
import type { NamedDirectory, ProjectFinder, ProjectSearchContext } from '../project-finder.js';
import { readManifest } from '../manifests/read-manifest.js';

const tool = 'gradle';

/**
 * The projects that `gradle projects` lists and the builds that the settings include, as far as the settings script reveals them
 * without being run (https://docs.gradle.org/current/userguide/multi_project_builds.html). Each computed part causes a warning.
 */
export const findGradleProjects: ProjectFinder = async (context) => {
  for (const file of ['settings.gradle', 'settings.gradle.kts']) {
    const script = await readManifest(context, file);
    if (script === undefined) continue;
    const { rootName, statements } = parseGradleSettings(script);
    const name = rootName === undefined ? {} : { name: rootName };
    const root: NamedDirectory = { directory: '.', ...name, evidence: { tool, file } };
    return [root, ...placeProjects(context, file, statements)];
  }
  return undefined;
};

interface GradleProject {
  /** Relative to the root, possibly outside it; undefined if only Gradle can compute it. */
  directory: string | undefined;
  readonly rule: string;
}

function placeProjects(
  context: ProjectSearchContext,
  file: string,
  statements: readonly GradleStatement[],
): readonly NamedDirectory[] {
  const projects = new Map<string, GradleProject>();
  for (const statement of statements) apply(context, file, projects, statement);
  const found: NamedDirectory[] = [];
  for (const [path, { directory, rule }] of projects) {
    const inside = directory === undefined ? undefined : joinInsideRoot('.', directory);
    const name = posix.basename(path.replaceAll(':', '/'));
    const evidence = { tool, file, rule } as const;
    if (inside !== undefined) found.push({ directory: inside, name, evidence });
    else context.warn(`${file}: ${displayPath(path)} ${whyLeftOut(directory)}. It is left out.`);
  }
  return found;
}

function whyLeftOut(directory: string | undefined): string {
  return directory === undefined
    ? "has a directory that can't be determined without running Gradle"
    : 'is outside the root';
}

function apply(
  { warn }: ProjectSearchContext,
  file: string,
  projects: Map<string, GradleProject>,
  statement: GradleStatement,
): void {
  const place = `${file}:${statement.line}`;
  if (statement.kind === 'unknown') {
    warn(
      `${place} ${statement.what}. Which projects that adds can't be determined without running Gradle: name them with --dirs.`,
    );
    return;
  }
  const shown = displayPath(statement.path);
  if (statement.kind === 'place') {
    const project = projects.get(normalise(statement.path));
    if (project !== undefined) project.directory = statement.directory;
    return;
  }
  if (/[*?<>|\\"]/.test(statement.path)) return;
  if (statement.conditional) {
    warn(`${place} includes ${shown} only under a condition. The condition is assumed to hold.`);
  }
  include(projects, statement.kind, statement.path);
}

function include(
  projects: Map<string, GradleProject>,
  kind: 'include' | 'includeFlat' | 'includeBuild',
  path: string,
): void {
  const rule = `${kind} ${path}`;
  if (kind === 'includeBuild') {
    // Builds and projects have separate names: there may also be a project `:lib`.
    projects.set(path, { directory: path, rule });
    return;
  }
  if (kind === 'includeFlat') {
    projects.set(normalise(path), { directory: `../${path}`, rule });
    return;
  }
  let directory: string | undefined = '.';
  let name = '';
  // Each part of the path is a project. Its directory is fixed the first time that it is included.
  for (const part of path.split(':').filter((each) => each !== '')) {
    name += `:${part}`;
    const known = projects.get(name);
    const own: string | undefined =
      directory === undefined ? undefined : posix.join(directory, part);
    const project: GradleProject = known ?? { directory: own, rule };
    projects.set(name, project);
    directory = project.directory;
  }
}

function normalise(path: string): string {
  return path.startsWith(':') ? path : `:${path}`;
}
