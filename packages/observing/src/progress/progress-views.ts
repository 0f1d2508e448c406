import type { DumpPhase } from '@create-dump/core';
import { grouped } from '../counted.js';
import type { ProgressView } from './progress-line.js';
import type { Speed } from './speed.js';
import { fractionOf, type Task } from './task.js';

const verbs: Readonly<Record<DumpPhase, string>> = {
  discover: 'Looking for files',
  render: 'Dumping',
  publish: 'Publishing',
  survey: 'Looking at snapshots',
  search: 'Searching',
  archive: 'Archiving',
  audit: 'Reading snapshots',
  verify: 'Verifying',
  restore: 'Restoring',
};

export interface TimedTask {
  readonly task: Task;
  readonly speed: Speed;
  /** Milliseconds since its phase began. */
  readonly elapsed: number;
}

/** The progress line of a task, optionally with a label, which must be safe to print. */
export function viewTask({ task, speed, elapsed }: TimedTask, label?: string): ProgressView {
  const { phase, name, files, bytes, totalFiles, totalBytes = 0 } = task;
  const verb = phase === undefined ? 'Starting' : verbs[phase];
  const fraction = fractionOf(task);
  const rate = bytes > 0 ? speed.perSecond() : undefined;
  return {
    what: label === undefined ? withName(verb, name) : `${label}  ${verb.toLowerCase()}`,
    fraction,
    counts:
      totalFiles === undefined && files === 0 ? '' : countOf(files, totalFiles, nounOf(phase)),
    bytes,
    speed: rate,
    secondsLeft:
      fraction !== undefined && rate !== undefined && rate > 0
        ? Math.max(0, totalBytes - bytes) / rate
        : undefined,
    secondsGone: elapsed / 1000,
  };
}

/** Shows only the last part of a path, which is the most informative one. */
function withName(verb: string, name: string | undefined): string {
  return name === undefined ? verb : `${verb} ${name.replace(/^.*\//su, '')}`;
}

export interface BatchCounts {
  readonly projects: number;
  readonly finished: number;
  readonly files: number;
  readonly bytes: number;
  /** Sum of the fractions of all running projects. */
  readonly running: number;
}

/** The progress line of a whole batch. */
export function viewBatch(counts: BatchCounts, speed: Speed, elapsed: number): ProgressView {
  const { projects, finished, bytes, running } = counts;
  const fraction = projects === 0 ? 1 : Math.min(1, (finished + running) / projects);
  const seconds = elapsed / 1000;
  return {
    what: 'All projects',
    fraction,
    counts: countOf(finished, projects, 'projects'),
    bytes,
    speed: bytes > 0 ? speed.perSecond() : undefined,
    secondsLeft: finished === 0 ? undefined : (seconds * (1 - fraction)) / fraction,
    secondsGone: seconds,
  };
}

function nounOf(phase: DumpPhase | undefined): string {
  return phase === 'archive' || phase === 'audit' || phase === 'search' ? 'snapshots' : 'files';
}

function countOf(done: number, total: number | undefined, noun: string): string {
  if (total === undefined) return `${grouped(done)} ${noun}`;
  const all = grouped(total);
  return `${grouped(done).padStart(all.length)}/${all} ${noun}`;
}
