import { basename, dirname } from 'node:path';
import { parseDumpName, type RecordAct } from '@create-dump/core';
import type { ProjectDump } from '@create-dump/dumping';
import type { Observers } from '@create-dump/observing';
import { openDestinationRecord } from '@create-dump/snapshots';
import type { World } from '../process/world.js';
import type { SingleRequest } from './single-arguments.js';

interface Recorded {
  readonly request: Pick<SingleRequest, 'ledger' | 'mode'>;
  readonly project: ProjectDump;
}

/** Opens the record of the directory that a dump goes to. Undefined if the dump isn't one of its snapshots. */
export async function openRecord(
  { request, project: { destination } }: Recorded,
  { process }: Pick<Observers, 'process'>,
  { now, signal }: Pick<World, 'now' | 'signal'>,
): Promise<RecordAct | undefined> {
  const directory = directoryOf(destination);
  if (directory === undefined) return undefined;
  const { ledger: begin, mode } = request;
  return openDestinationRecord({ directory, begin, mode, process, now, signal });
}

/** A dump at an exact path is a snapshot only if it has the name of one. */
function directoryOf(destination: ProjectDump['destination']): string | undefined {
  if (destination.kind === 'directory') return destination.directory;
  if (destination.kind === 'stream' || destination.kind === 'store') return undefined;
  const { path } = destination;
  return parseDumpName(basename(path)) === undefined ? undefined : dirname(path);
}
