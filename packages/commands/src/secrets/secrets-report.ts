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
import type { ReportedSecret } from '@create-dump/secrets';
import type { World } from '../process/world.js';

/** In MiB: a report of a million findings. */
const largest = 512;

/** How the reports of this program begin, or what SARIF says of its writer. */
const marks = ['"format": "create-dump-secrets"', '"name": "create-dump"'];

/**
 * The absolute path of the report that --secrets-report names.
 * @throws {CreateDumpError} `ALREADY_EXISTS` if there is something else.
 */
export function requireWritableReport(file: string, { cwd }: Pick<World, 'cwd'>): string {
  const path = resolve(cwd, file);
  const found = readTextFile(path, largest);
  const isFree = 'missing' in found;
  const isOurs =
    'text' in found && (found.text === '' || marks.some((mark) => found.text.includes(mark)));
  if (isFree || isOurs) return path;
  throw new CreateDumpError(
    'ALREADY_EXISTS',
    `--secrets-report: ${displayPath(path)} exists and is not a report of secrets, so it is not replaced. Choose another name.`,
  );
}

/**
 * Writes what was found, replacing an older report in one step.
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function writeSecretsReport(
  path: string,
  secrets: readonly ReportedSecret[],
  { version, process }: { readonly version: string; readonly process: RunIdOptions },
): Promise<void> {
  const { formatSarif, formatSecretsJson } = await import('@create-dump/secrets');
  const format = path.endsWith('.sarif') ? formatSarif : formatSecretsJson;
  const directory = dirname(path);
  const runId = createRunId(process);
  try {
    await removeStaleTemporaries({ directory, runId });
    await using file = createTemporaryFile({ directory, runId, kind: 'index', warn: () => {} });
    await file.write(Buffer.from(format(secrets, { version })));
    await file.finish();
    renameSync(toFsPath(file.path), toFsPath(path));
    await syncDirectory(directory);
  } catch (cause) {
    throw toFailure('WRITE_FAILED', cause, `writing ${displayPath(path)}`);
  }
}
