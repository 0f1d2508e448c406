import {
  CreateDumpError,
  describeUnmatched,
  displayPath,
  type DumpRecord,
  type FileRecord,
  isNegated,
  isRedacted,
  isSkipped,
} from '@create-dump/core';
import { gitDirectoryPart } from '../reading/git-directory.js';
import type { FindRepository } from './find-repository.js';
import { type NotExact, planRestore, type RestorePlan } from './plan-restore.js';
import { type ExistingPolicy, type RestoreConflict, type TargetEntry } from './restore-conflict.js';

export interface PlannerOptions {
  readonly existing: ExistingPolicy;
  readonly isWindows: boolean;
  /** Whether files may be restored into a git directory. */
  readonly allowGitDirectory: boolean;
  /** Whether only files that match a glob were asked for; decides the message if there is none. */
  readonly isFiltered: boolean;
  readonly findRepository: FindRepository;
  /** Receives the plan in parts. */
  readonly onPlan?: ((plan: RestorePlan) => void) | undefined;
}

/** Totals of a planned restore. */
export interface RestoreTotals {
  readonly created: number;
  readonly replaced: number;
  readonly kept: number;
  /** Total size of the created and replaced files. */
  readonly bytes: number;
  readonly notExact: readonly NotExact[];
}

/** Plans a restore batch by batch. */
export interface RestorePlanner {
  /** `found[n]` is what the target has at the path of `records[n]`. Default: nothing. */
  add(records: readonly DumpRecord[], found?: readonly TargetEntry[]): void;
  /** Whether the target already has the content of a record that was added. */
  isKept(record: FileRecord): boolean;
  /**
   * To be called after the last batch. `from` and `to` name the dump and the target in messages, `unmatched` are patterns that
   * no record matches.
   * @throws {CreateDumpError} `ALREADY_EXISTS` if anything is in the way; `REFUSED` for paths in a git directory;
   * `NO_FILES_CHOSEN` if there was no record.
   */
  finish(from: string, to: string, unmatched?: readonly string[]): RestoreTotals;
}

const shownConflicts = 10;

export function createRestorePlanner({
  onPlan,
  allowGitDirectory,
  isFiltered,
  findRepository,
  ...options
}: PlannerOptions): RestorePlanner {
  const kept = new Set<string>();
  const notExact: NotExact[] = [];
  const conflicts: RestoreConflict[] = [];
  const inGitDirectory: string[] = [];
  const inRepository: RepositoryPaths = { repository: undefined, paths: [] };
  const counts = { create: 0, replace: 0, keep: 0, conflict: 0 };
  let bytes = 0;
  return {
    add(records, found = []) {
      if (!allowGitDirectory) {
        for (const record of records) {
          if (isSkipped(record) || isRedacted(record)) continue;
          if (gitDirectoryPart(record.path) !== undefined) inGitDirectory.push(record.path);
          else noteRepository(record.path, findRepository(record.path), inRepository);
        }
      }
      const plan = planRestore(records, found, options);
      onPlan?.(plan);
      for (const { type, record } of plan.actions) {
        counts[type]++;
        if (type === 'keep') kept.add(record.path);
        else bytes += record.size;
      }
      for (const item of plan.notExact) notExact.push(item);
      counts.conflict += plan.conflicts.length;
      conflicts.push(...plan.conflicts.slice(0, shownConflicts - conflicts.length));
    },
    isKept: ({ path }) => kept.has(path),
    finish(from, to, unmatched = []) {
      if (inGitDirectory.length > 0) throw gitDirectoryError(to, inGitDirectory);
      if (inRepository.repository !== undefined) throw repositoryError(to, inRepository);
      if (counts.conflict > 0) throw conflictError(to, conflicts, counts.conflict);
      const chosen = counts.create + counts.replace + counts.keep + notExact.length;
      if (chosen === 0) throw nothingChosenError(from, isFiltered, unmatched);
      const { create: created, replace: replaced } = counts;
      return { created, replaced, kept: kept.size, bytes, notExact };
    },
  };
}

function nothingChosenError(
  from: string,
  isFiltered: boolean,
  unmatched: readonly string[],
): CreateDumpError {
  const sentences = unmatched
    .filter((pattern) => !isNegated(pattern))
    .map((pattern) => describeUnmatched({ option: 'files', pattern }));
  const sentence =
    isFiltered && sentences.length === 0
      ? `No file in ${from} matches.`
      : [`${from} has no file to restore.`, ...sentences].join(' ');
  return new CreateDumpError('NO_FILES_CHOSEN', sentence);
}

function conflictError(
  target: string,
  conflicts: readonly RestoreConflict[],
  count: number,
): CreateDumpError {
  const shown = conflicts.map(({ message }) => message).join(' ');
  const more = count > conflicts.length ? ` And ${count - conflicts.length} more.` : '';
  return new CreateDumpError(
    'ALREADY_EXISTS',
    `Nothing was restored to ${target} because of what already exists there. ${shown}${more}`,
  );
}

/** The first repository that a record would be written into, and the paths of all such records. */
interface RepositoryPaths {
  repository: string | undefined;
  readonly paths: string[];
}

function noteRepository(
  path: string,
  repository: string | undefined,
  noted: RepositoryPaths,
): void {
  if (repository === undefined) return;
  noted.repository ??= repository;
  noted.paths.push(path);
}

/** Enough to judge by; a hostile dump can have millions. */
const shownGitPaths = 100;

function gitDirectoryError(target: string, paths: readonly string[]): CreateDumpError {
  return new CreateDumpError(
    'REFUSED',
    `Nothing was restored to ${target}: the dump has files in what git or a file system may take for a .git directory, which can make git run programs: ${listPaths(paths)}. Leave them out (--files "!PATH"), or give --allow-git-directory if you trust the dump.`,
  );
}

function repositoryError(
  target: string,
  { repository = '', paths }: RepositoryPaths,
): CreateDumpError {
  return new CreateDumpError(
    'REFUSED',
    `Nothing was restored to ${target}: files would be written among those of the git repository ${displayPath(repository)}, which can make git run programs: ${listPaths(paths)}. Restore to another directory, or give --allow-git-directory if you trust the dump.`,
  );
}

function listPaths(paths: readonly string[]): string {
  const shown = paths.slice(0, shownGitPaths).map((path) => `"${displayPath(path)}"`);
  const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
  return `${shown.join(', ')}${more}`;
}
