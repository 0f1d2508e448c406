import { join } from 'node:path';
import {
  checksumName,
  CreateDumpError,
  dateToStamp,
  displayPath,
  formatDumpName,
  parseDumpName,
} from '@create-dump/core';
import { readIdentity, readStatedDigest } from '@create-dump/files';
import type { ProjectTask, TaskResult } from './project-task.js';

/** The name that a task's dump gets. */
export function dumpNameOf({ prefix, sequence, generatedAt, compress }: DumpNaming): string {
  const stamp = dateToStamp(new Date(generatedAt));
  return formatDumpName({ prefix, stamp, sequence, extension: compress ? 'md.gz' : 'md' });
}

type DumpNaming = Pick<ProjectTask, 'prefix' | 'sequence' | 'generatedAt' | 'compress'>;

/**
 * Compares what another process says with what is there: the dump has the name that follows from the task, and its checksum file
 * states the digest of the report.
 *
 * @param directory Where the dump is.
 * @throws {CreateDumpError} `WORKER_FAILED`
 */
export function checkResult(
  task: ProjectTask,
  { report }: Pick<TaskResult, 'report'>,
  directory: string,
): void {
  const { outcome, dump, sha256 } = report;
  if (outcome === 'failed' || outcome === 'empty') {
    if (dump === null && sha256 === null) return;
  } else if (
    dump !== null &&
    sha256 !== null &&
    isPossible(task, report) &&
    readIdentity(join(directory, dump)) !== undefined &&
    readStatedDigest(join(directory, checksumName(dump)), dump) === sha256
  ) {
    return;
  }
  const shown = dump === null ? 'no dump' : displayPath(dump);
  throw new CreateDumpError(
    'WORKER_FAILED',
    `A worker reported "${outcome}" with ${shown}, which is not what ${displayPath(directory)} has. Check that workers and this host have the same destination.`,
  );
}

function isPossible(task: ProjectTask, { outcome, dump }: TaskResult['report']): boolean {
  // A kept dump of an earlier run.
  if (outcome === 'unchanged') return parseDumpName(dump ?? '')?.prefix === task.prefix;
  return (outcome === 'dumped' || outcome === 'partly') && dump === dumpNameOf(task);
}
