import { displayPath } from '@create-dump/core';
import { counted, exitCodes, tableOf, terminalWidth, writeAll } from '@create-dump/observing';
import type { DeadJob } from '@create-dump/queue';
import type { World } from '../process/world.js';
import { findAddress, type QueueRequest } from './queue-request.js';

export interface DeadRequest {
  readonly queue: QueueRequest;
  /** Have them tried again. */
  readonly retry: boolean;
}

/**
 * Prints the jobs of a queue that failed for good, and has them tried again if that is wanted; returns the exit code.
 * @throws {CreateDumpError} `USAGE`, `QUEUE_UNAVAILABLE`
 */
export async function runDead(
  { queue, retry }: DeadRequest,
  world: Pick<World, 'cwd' | 'signal' | 'stdout'>,
): Promise<number> {
  const { stdout, signal } = world;
  const address = await findAddress(queue, world);
  const { listDead, retryDead } = await import('@create-dump/queue');
  const dead = await listDead({ address, signal });
  if (dead.length === 0) {
    await writeAll(stdout, 'No job is dead.\n');
    return exitCodes.done;
  }
  const head = ['PROJECT', 'DESTINATION', 'TRIES', 'FAILED', 'REASON'];
  const width = terminalWidth(stdout, { verbose: false });
  await writeAll(stdout, tableOf([head, ...dead.map(toRow)], { right: [2], width }));
  if (!retry) return exitCodes.done;
  const retried = await retryDead({ address, signal });
  const rest = dead.length - retried.length;
  const others = rest > 0 ? ` ${counted(rest, 'job')} can't succeed and stay as they are.` : '';
  await writeAll(stdout, `\n${counted(retried.length, 'job')} will be tried again.${others}\n`);
  return rest > 0 ? exitCodes.partly : exitCodes.done;
}

function toRow({ id, job, reason, attempts, failedAt }: DeadJob): readonly string[] {
  return [
    displayPath(job?.directory ?? `(job ${id})`),
    displayPath(job?.destination ?? ''),
    String(attempts),
    failedAt === undefined ? '' : `${failedAt.toISOString().slice(0, 19)}Z`,
    `${reason.code}: ${displayPath(reason.message)}`,
  ];
}
