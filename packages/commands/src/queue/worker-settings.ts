import { resolve } from 'node:path';
import { loadSettings, type SettingDefinition } from '@create-dump/config';
import { CreateDumpError, displayPath } from '@create-dump/core';
import type { AllowedPlaces } from '@create-dump/queue';
import type { World } from '../process/world.js';
import { type QueueRequest, readQueueRequest } from './queue-request.js';

/** The keys of a worker's file. */
const definitions = [
  { key: 'queue', kind: { type: 'text' } },
  { key: 'queue_file', kind: { type: 'path' } },
  { key: 'jobs', kind: { type: 'integer', min: 1, max: 256 } },
  { key: 'roots', kind: { type: 'list' } },
  { key: 'destinations', kind: { type: 'list' } },
  { key: 'hosts', kind: { type: 'list' } },
  { key: 'listen', kind: { type: 'text' } },
] as const satisfies readonly SettingDefinition[];

export interface WorkerSettings {
  readonly queue: QueueRequest;
  readonly jobs: number | undefined;
  readonly allowed: AllowedPlaces;
  /** Where to serve metrics, such as `127.0.0.1:9465`. Undefined: nowhere. */
  readonly listen: string | undefined;
}

export interface WorkerSettingsSource {
  /** The file, relative to the working directory. */
  readonly config: string;
  /** From the command line. Default: the environment's `CREATE_DUMP_QUEUE` or `CREATE_DUMP_QUEUE_FILE`, then the file. */
  readonly queue?: QueueRequest | undefined;
  readonly jobs?: number | undefined;
  readonly listen?: string | undefined;
}

/**
 * Reads what a worker may touch, and where its queue is. Nothing is allowed that the file doesn't list.
 * @throws {CreateDumpError} `CONFIG_INVALID`
 */
export async function readWorkerSettings(
  { config, queue, jobs, listen }: WorkerSettingsSource,
  { cwd, env, homeDirectory }: Pick<World, 'cwd' | 'env' | 'homeDirectory'>,
): Promise<WorkerSettings> {
  const file = resolve(cwd, config);
  const { values } = await loadSettings({
    root: cwd,
    file,
    environment: {},
    homeDirectory,
    settings: definitions,
    program: 'create-dump-worker',
  });
  const invalid = (problem: string) =>
    new CreateDumpError('CONFIG_INVALID', `${displayPath(file)}: ${problem}`);
  const paths = (key: 'roots' | 'destinations') => {
    const listed = values[key] ?? [];
    const relative = listed.find((path) => resolve(path) !== path);
    if (relative !== undefined) {
      throw invalid(`${key}: "${displayPath(relative)}" is not a plain absolute path.`);
    }
    if (listed.length > 0) return listed;
    throw invalid(`${key} is missing: list the directories, such as ${key} = ["/srv/${key}"].`);
  };
  const given =
    queue ??
    readQueueRequest({
      queue: env['CREATE_DUMP_QUEUE'],
      'queue-file': env['CREATE_DUMP_QUEUE_FILE'],
    }) ??
    readQueueRequest({
      queue: values.queue ?? undefined,
      'queue-file': values.queue_file ?? undefined,
    });
  if (given === undefined) throw invalid('queue is missing, and --queue is not given.');
  return {
    queue: given,
    jobs: jobs ?? values.jobs ?? undefined,
    listen: listen ?? values.listen ?? undefined,
    allowed: {
      roots: paths('roots'),
      destinations: paths('destinations'),
      hosts: values.hosts ?? [],
    },
  };
}
