import { resolve } from 'node:path';
import { type Arguments, readText, usage } from '@create-dump/command-line';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { readTextFile } from '@create-dump/files';
import type { QueueAddress } from '@create-dump/queue';
import type { World } from '../process/world.js';

/** The address of a queue, or the file that has it. */
export type QueueRequest = { readonly url: string } | { readonly file: string };

/**
 * Reads --queue and --queue-file. Undefined without either.
 * @throws {CreateDumpError} `USAGE`
 */
export function readQueueRequest(argv: Arguments): QueueRequest | undefined {
  const url = readText(argv, 'queue');
  const file = readText(argv, 'queue-file');
  if (url !== undefined && file !== undefined) {
    throw usage('--queue and --queue-file both name the queue: give only one of them.');
  }
  if (file !== undefined) return { file };
  return url === undefined ? undefined : { url };
}

/**
 * The address that a request names. No message repeats it, as it may contain a password.
 * @throws {CreateDumpError} `USAGE`
 */
export async function findAddress(
  request: QueueRequest,
  { cwd }: Pick<World, 'cwd'>,
): Promise<QueueAddress> {
  const { parseQueueUrl } = await import('@create-dump/queue');
  if ('url' in request) return parseQueueUrl(request.url);
  const path = resolve(cwd, request.file);
  const read = readTextFile(path, 1);
  if ('text' in read) return parseQueueUrl(read.text);
  const wrong = 'wrong' in read ? read.wrong : "doesn't exist";
  throw new CreateDumpError('USAGE', `--queue-file: ${displayPath(path)} ${wrong}.`);
}
