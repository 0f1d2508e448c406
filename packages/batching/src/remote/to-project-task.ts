import { dateToStamp } from '@create-dump/core';
import { findFreeSequence } from '@create-dump/publisher';
import type { CompleteContext } from '../fill-in-defaults.js';
import type { ProjectRequest } from '../batch-options.js';
import type { PlannedProject, ProjectsRun } from '../running/run-projects.js';
import type { ProjectTask, TaskSelection } from './project-task.js';

/** Options that a task carries. */
const carried: ReadonlySet<string> = new Set([
  'useGitignore',
  'trackedOnly',
  'recurseSubmodules',
  'gitMetadata',
  'files',
  'include',
  'exclude',
  'excludedDirs',
  'patternSources',
  'nestedRoots',
  'maxSize',
] satisfies readonly (keyof TaskSelection)[]);

/** Options that a task has in another form, or that each process has its own of. */
const replaced: ReadonlySet<string> = new Set([
  'root',
  'ignoreTop',
  'sharedChanges',
  'gitConfigFiles',
  'excludesFile',
  'systemAttributesFile',
  'attributesFile',
  'homeDirectory',
]);

/** What a request may have: a task that dropped anything else would be another dump, such as one without redactions. */
const known: ReadonlySet<string> = new Set([
  'selection',
  'name',
  'contents',
  'binary',
  'compress',
  'mode',
  'skipUnchanged',
  'strict',
  'group',
  'limits',
] satisfies readonly (keyof ProjectRequest)[]);

/** The most bytes that a task has as JSON. */
const maxTaskBytes = 64 * 1024;

/** The task of a project; undefined if only this process can dump it: it has other options, or too many of them. */
export function toProjectTask(
  project: PlannedProject & { readonly prepared: ProjectRequest },
  { options, runId }: Pick<ProjectsRun, 'options' | 'runId'>,
  { tool, generatedAt, isReproducible = false, sign }: CompleteContext,
): ProjectTask | undefined {
  const { directory, name, prefix, prepared } = project;
  const { destination, atomic, timeout } = options;
  const { selection, compress = false } = prepared;
  const selected = Object.entries(selection).filter(([, value]) => value !== undefined);
  const given = selected.filter(([key]) => !replaced.has(key));
  const others = Object.entries(prepared).filter(
    ([key, value]) => value !== undefined && !known.has(key),
  );
  if (others.length > 0 || given.some(([key]) => !carried.has(key))) return undefined;
  const isStaged = atomic || sign !== undefined;
  const stamp = dateToStamp(generatedAt);
  const extension = compress ? 'md.gz' : 'md';
  const task: ProjectTask = {
    version: 1,
    run: runId,
    tool,
    directory,
    name,
    prefix,
    sequence: isStaged ? 0 : findFreeSequence({ prefix, stamp, extension }, destination),
    source: { kind: 'path', root: selection.root, top: selection.ignoreTop ?? selection.root },
    destination,
    isStaged,
    generatedAt: generatedAt.toISOString(),
    isReproducible,
    timeoutMs: timeout ?? null,
    treeName: prepared.name ?? null,
    selection: Object.fromEntries(given),
    contents: prepared.contents ?? null,
    binary: prepared.binary ?? null,
    compress,
    mode: prepared.mode ?? null,
    skipUnchanged: prepared.skipUnchanged !== undefined,
    strict: prepared.strict ?? false,
    group: prepared.group ?? null,
    limits: prepared.limits ?? {},
    mustBeSigned: sign !== undefined,
  };
  return Buffer.byteLength(JSON.stringify(task)) <= maxTaskBytes ? task : undefined;
}
