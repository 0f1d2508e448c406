import { basename, join } from 'node:path';
import { existsSync } from 'node:fs';
import type { ProjectDump } from '@create-dump/dumping';
import { type KeepingReport, keepSnapshots } from '@create-dump/snapshots';
import {
  dateToStamp,
  type Discovery,
  type DumpResult,
  formatDumpName,
  type Observe,
  recordedTree,
  toDumpPrefix,
} from '@create-dump/core';
import { isTimeFixed, runTime } from '../process/run-time.js';
import type { World } from '../process/world.js';
import { toKeeping } from '../keeping/to-keeping.js';
import type { SingleRequest } from './single-arguments.js';

type Request = Pick<SingleRequest, 'keeping'>;

/** Archives and prunes after a dump was written; undefined if the command line doesn't ask for it. */
export async function keepDumps(
  { request, project, result }: { request: Request; project: ProjectDump; result: DumpResult },
  observe: Observe,
  world: World,
): Promise<KeepingReport | undefined> {
  const target = toTarget(request, project);
  if (target === undefined || result.path === null) return undefined;
  const options = { ...target.options, required: [result.path], dryRun: false };
  return keepSnapshots(options, toContext(observe, world));
}

/** Plans what {@link keepDumps} would do, without writing anything. */
export async function planKeepDumps(
  { request, project, discovery }: { request: Request; project: ProjectDump; discovery: Discovery },
  world: World,
): Promise<KeepingReport | undefined> {
  const target = toTarget(request, project);
  // A directory that doesn't exist yet contains nothing to archive.
  if (target === undefined || !existsSync(target.options.directory)) return undefined;
  const { prefix, options } = target;
  const time = runTime(world);
  const extension = project.compress ? 'md.gz' : 'md';
  const name = formatDumpName({ prefix, stamp: dateToStamp(time), sequence: 0, extension });
  const tree = recordedTree(discovery.tree, isTimeFixed(world));
  const upcoming = { path: join(options.directory, name), prefix, tree, time };
  return keepSnapshots(
    { ...options, upcoming: [upcoming], dryRun: true },
    toContext(() => {}, world),
  );
}

/** Throws `USAGE` for errors that can be detected before a dump is written. */
export function requireKeepable(request: Request, project: ProjectDump): void {
  toTarget(request, project);
}

function toTarget({ keeping }: Request, { destination, selection }: ProjectDump) {
  if (keeping === undefined || destination.kind !== 'directory') return undefined;
  const { directory, prefix = toDumpPrefix(basename(selection.root)) } = destination;
  const options = toKeeping(keeping, directory);
  return { prefix, options: keeping.all ? options : { ...options, groups: [prefix] } };
}

function toContext(observe: Observe, world: World) {
  const process = { pid: world.pid, hostname: world.hostname, now: world.now() };
  return { process, observe, signal: world.signal };
}
