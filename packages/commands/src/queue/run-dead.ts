import { displayPath } from '@create-dump/core';
import {
  counted,
  documentText,
  exitCodes,
  tableOf,
  terminalWidth,
  writeAll,
} from '@create-dump/observing';
import type { DeadJob } from '@create-dump/queue';
import type { World } from '../process/world.js';
import { findAddress, type QueueRequest } from './queue-request.js';

export interface DeadRequest {
  readonly queue: QueueRequest;
  /** Have them tried again. */
  readonly retry: boolean;
  /** Print a JSON document in place of a table. */
  readonly json: boolean;
}

/**
 * Prints the jobs of a queue that failed for good, and has them tried again if that is wanted; returns the exit code.
 * @throws {CreateDumpError} `USAGE`, `QUEUE_UNAVAILABLE`
 */
export async function runDead(
  { queue, retry, json }: DeadRequest,
  world: Pick<World, 'cwd' | 'signal' | 'stdout'>,
): Promise<number> {
  const { stdout, signal } = world;
  const address = await findAddress(queue, world);
  const { listDead, retryDead } = await import('@create-dump/queue');
  const dead = await listDead({ address, signal });
  const retried = retry && dead.length > 0 ? await retryDead({ address, signal }) : [];
  const rest = retry ? dead.length - retried.length : 0;
  if (json) await writeAll(stdout, documentText('dead', toDocument(dead, retried)));
  else {
    await writeAll(stdout, tableOfDead(dead, terminalWidth(stdout, { verbose: false })));
    if (retry && dead.length > 0) await writeAll(stdout, `\n${retriedLine(retried.length, rest)}`);
  }
  return rest > 0 ? exitCodes.partly : exitCodes.done;
}

function retriedLine(retried: number, rest: number): string {
  const others = rest > 0 ? ` ${counted(rest, 'job')} can't succeed and stay as they are.` : '';
  return `${counted(retried, 'job')} will be tried again.${others}\n`;
}

function toDocument(dead: readonly DeadJob[], retried: readonly DeadJob[]) {
  const again = new Set(retried.map(({ id }) => id));
  const jobs = dead.map(({ id, job, reason, attempts, failedAt }) => ({
    id,
    run: job?.run ?? null,
    project: job?.directory ?? null,
    destination: job?.destination ?? null,
    attempts,
    failedAt: failedAt?.toISOString() ?? null,
    reason: { code: reason.code, message: reason.message },
    retried: again.has(id),
  }));
  return { jobs };
}

function tableOfDead(dead: readonly DeadJob[], width: number | undefined): string {
  if (dead.length === 0) return 'No job is dead.\n';
  const head = ['PROJECT', 'DESTINATION', 'TRIES', 'FAILED', 'REASON'];
  return tableOf([head, ...dead.map(toRow)], { right: [2], width });
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
