import { basename, dirname, join } from 'node:path';
import { dateToStamp, type Observe, type RecordAct } from '@create-dump/core';
import { stagingName } from '@create-dump/dumping';
import { openDump, openFileSource } from '@create-dump/markdown-reader';
import { publishStagedDump, type StagedDump } from '@create-dump/publisher';
import type { ProjectReport } from '../batch-report.js';
import type { ProjectTask } from './project-task.js';

export interface Publication {
  readonly signal: AbortSignal;
  readonly confirm?: () => Promise<void>;
  readonly runId: string;
  readonly record: RecordAct | undefined;
  readonly observe: Observe;
}

/** What the report says of the published dump, which may be another process's. */
export async function publishTask(
  task: ProjectTask,
  dump: StagedDump,
  { runId, record, observe, signal, confirm }: Publication,
): Promise<Partial<ProjectReport>> {
  const { destination, isStaged, run, sequence } = task;
  await confirm?.();
  signal.throwIfAborted();
  const stamp = dateToStamp(new Date(task.generatedAt));
  const { path, sha256 } = await publishStagedDump(
    { ...dump, stamp, sequence },
    {
      directory: isStaged ? join(destination, stagingName(run)) : destination,
      runId,
      warn: (message) => observe({ type: 'warned', message }),
      ifTaken: 'same',
      ...(record && { record }),
    },
  );
  const published = { dump: basename(path ?? ''), sha256 };
  if (sha256 === dump.sha256) return published;
  return { ...published, ...(await readFacts(path ?? '', dirname(dump.staged), signal)) };
}

/** What a report says of a dump that another process has made, perhaps of a tree that was different. */
async function readFacts(
  path: string,
  spoolDirectory: string,
  signal: AbortSignal,
): Promise<Pick<ProjectReport, 'treeSha256' | 'files' | 'bytes' | 'skipped'>> {
  using source = await openFileSource(path, { spoolDirectory, signal });
  const { treeSha256, files, bytes, skipped } = openDump(source).end;
  return { treeSha256, files, bytes, skipped };
}
