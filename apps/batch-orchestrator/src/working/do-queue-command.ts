/*
 * A worker of a queue, and the jobs that failed for good: `doQueueCommand` gives the commands of `@create-dump/commands` their world
 * and a log on standard error.
 */
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { usage } from '@create-dump/command-line';
import {
  readQueueRequest,
  runDead,
  runWorker,
  type WorkerOptions,
  type World,
} from '@create-dump/commands';
import { openLogger, StopSignal } from '@create-dump/observing';
import type { QueueCommand } from '../command-line/read-queue-arguments.js';
import type { ServiceProcess } from '../running/service-process.js';
import { monitorWorker } from './monitor-worker.js';

/** Works until the process is stopped, or lists dead jobs; returns the exit code. */
export async function doQueueCommand(
  command: QueueCommand,
  process: ServiceProcess,
): Promise<number> {
  const world: World = {
    ...process,
    stdin: Readable.from([]),
    tool: `create-dump-batch ${process.version}`,
    engine: { startThread: (program, options) => new Worker(program, options) },
  };
  if (command.do === 'dead') {
    const queue = command.queue ?? queueOf(process);
    return runDead({ ...command, queue }, world);
  }
  const { stderr, now } = process;
  const log = await openLogger({
    format: 'json',
    level: 'info',
    bound: {},
    colors: false,
    now,
    write: (text) => void stderr.write(text),
  });
  try {
    const monitor: WorkerOptions['monitor'] = (worker) =>
      monitorWorker(worker, { ...process, log });
    return await runWorker({ ...command, log, monitor }, world);
  } catch (error) {
    // To be stopped is how a worker ends.
    if (error instanceof StopSignal) return error.exitCode;
    throw error;
  }
}

function queueOf({ env }: Pick<ServiceProcess, 'env'>) {
  const found = readQueueRequest({
    queue: env['CREATE_DUMP_QUEUE'],
    'queue-file': env['CREATE_DUMP_QUEUE_FILE'],
  });
  if (found !== undefined) return found;
  throw usage('Name the queue: --queue redis://HOST:6379, or --queue-file FILE.');
}
