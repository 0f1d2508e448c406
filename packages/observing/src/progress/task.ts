import type { DumpEvent, DumpPhase } from '@create-dump/core';

/** The progress of one dump. */
export interface Task {
  readonly phase: DumpPhase | undefined;
  readonly name: string | undefined;
  readonly files: number;
  readonly bytes: number;
  readonly totalFiles: number | undefined;
  readonly totalBytes: number | undefined;
}

export const newTask: Task = {
  phase: undefined,
  name: undefined,
  files: 0,
  bytes: 0,
  totalFiles: undefined,
  totalBytes: undefined,
};

/** Applies an event to a task. */
export function advanceTask(task: Task, event: DumpEvent): Task {
  if (event.type === 'phase-started') {
    const { phase, name } = event;
    // The totals become known before the phase that renders them begins.
    const { totalFiles, totalBytes } =
      phase === 'render' ? task : { totalFiles: event.files, totalBytes: event.bytes };
    return { phase, name, files: 0, bytes: 0, totalFiles, totalBytes };
  }
  if (event.type === 'discovered') {
    return { ...task, totalFiles: event.files, totalBytes: event.bytes };
  }
  if (event.type === 'progressed') {
    return { ...task, files: task.files + event.files, bytes: task.bytes + event.bytes };
  }
  return task;
}

/** From 0 to 1; undefined if unknown. */
export function fractionOf({ files, bytes, totalFiles, totalBytes }: Task): number | undefined {
  if (totalFiles === undefined) return undefined;
  const [done, total] =
    totalBytes === undefined || totalBytes === 0 ? [files, totalFiles] : [bytes, totalBytes];
  return total === 0 ? 1 : Math.min(1, done / total);
}
