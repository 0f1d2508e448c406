import { renameSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import {
  createRunId,
  createTemporaryFile,
  readTextFile,
  removeStaleTemporaries,
  type RunIdOptions,
  syncDirectory,
  toFailure,
} from '@create-dump/files';
import type { ProjectSecrets } from '@create-dump/dumping';
import type { ReportedSecret } from '@create-dump/secrets';
import type { World } from '../process/world.js';

/** In MiB: a report of a million findings. */
const largest = 512;

interface OwnFile {
  readonly option: string;
  /** Ends the sentence "FILE exists and is not". */
  readonly kind: string;
  readonly isOurs: (text: string) => boolean;
}

/** How the reports of this program begin, or what SARIF says of its writer. */
const marks = ['"format": "create-dump-secrets"', '"name": "create-dump"'];

const report: OwnFile = {
  option: '--secrets-report',
  kind: 'a report of secrets',
  isOurs: (text) => marks.some((mark) => text.includes(mark)),
};

const baseline: OwnFile = {
  option: '--write-baseline',
  kind: 'a baseline of secrets',
  isOurs: (text) => text.startsWith('{"rule":'),
};

/**
 * The absolute path of the report that --secrets-report names.
 * @throws {CreateDumpError} `ALREADY_EXISTS` if there is something else.
 */
export function requireWritableReport(file: string, world: Pick<World, 'cwd'>): string {
  return requireWritable(file, report, world);
}

/**
 * The absolute path of the baseline that --write-baseline names.
 * @throws {CreateDumpError} `ALREADY_EXISTS` if there is something else.
 */
export function requireWritableBaseline(file: string, world: Pick<World, 'cwd'>): string {
  return requireWritable(file, baseline, world);
}

function requireWritable(
  file: string,
  { option, kind, isOurs }: OwnFile,
  { cwd }: Pick<World, 'cwd'>,
): string {
  const path = resolve(cwd, file);
  const found = readTextFile(path, largest);
  if ('missing' in found) return path;
  if ('text' in found && (found.text === '' || isOurs(found.text))) return path;
  throw new CreateDumpError(
    'ALREADY_EXISTS',
    `${option}: ${displayPath(path)} exists and is not ${kind}, so it is not replaced. Choose another name.`,
  );
}

interface ReportContext {
  readonly version: string;
  readonly process: RunIdOptions;
  /** Their rules give the titles of findings. */
  readonly searches?: readonly (ProjectSecrets | undefined)[];
}

/**
 * Writes what was found, replacing an older report in one step.
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function writeSecretsReport(
  path: string,
  secrets: readonly ReportedSecret[],
  { version, process, searches = [] }: ReportContext,
): Promise<void> {
  const { formatSarif, formatSecretsJson } = await import('@create-dump/secrets');
  const format = path.endsWith('.sarif') ? formatSarif : formatSecretsJson;
  const rules = searches.flatMap((one) => one?.finder.rules?.rules ?? []);
  await replaceFile(path, format(secrets, { version, rules }), process);
}

/**
 * Writes a baseline that knows what was found, replacing an older one in one step.
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function writeBaseline(
  path: string,
  secrets: readonly ReportedSecret[],
  process: RunIdOptions,
): Promise<void> {
  const { formatSecretBaseline } = await import('@create-dump/secrets');
  await replaceFile(path, formatSecretBaseline(secrets), process);
}

async function replaceFile(path: string, text: string, process: RunIdOptions): Promise<void> {
  const directory = dirname(path);
  const runId = createRunId(process);
  try {
    await removeStaleTemporaries({ directory, runId });
    await using file = createTemporaryFile({ directory, runId, kind: 'index', warn: () => {} });
    await file.write(Buffer.from(text));
    await file.finish();
    renameSync(toFsPath(file.path), toFsPath(path));
    await syncDirectory(directory);
  } catch (cause) {
    throw toFailure('WRITE_FAILED', cause, `writing ${displayPath(path)}`);
  }
}
