import { mkdir, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDumpError, displayPath, parseDumpName, toFsPath } from '@create-dump/core';
import { isTemporaryName } from '@create-dump/files';
import { stagingName } from '@create-dump/dumping';

/** What is to be published at once: as long as it is there, a run that was killed is finished by the next. */
export const commitName = 'commit.json';
/** The report as far as it goes, a line for each project. */
export const progressName = 'progress.jsonl';

/**
 * Makes the staging directory of a run in the destination, so that publishing stays within one file system.
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function makeStaging(destination: string, runId: string): Promise<string> {
  const path = join(destination, stagingName(runId));
  try {
    await mkdir(toFsPath(path), { mode: 0o700 });
    return path;
  } catch (cause) {
    const message = `${displayPath(path)} can't be made: ${String(cause)}. Check permissions and free space.`;
    throw new CreateDumpError('WRITE_FAILED', message, { cause });
  }
}

/**
 * Removes a staging directory with all that a batch puts there, and nothing else. Rejects with the system's error if
 * something remains.
 */
export async function removeStaging(path: string): Promise<void> {
  const names = (await readdir(toFsPath(path), 'utf8')).filter(isStagedName);
  // What is done is done: a run that is killed here leaves nothing to finish.
  const first = [progressName, commitName].filter((name) => names.includes(name));
  for (const name of new Set([...first, ...names])) await unlink(toFsPath(join(path, name)));
  await rmdir(toFsPath(path));
}

function isStagedName(name: string): boolean {
  const own = [commitName, `${commitName}.tmp`, progressName, 'report.json', 'report.md'];
  const asDump = name.replace(/\.sha256$/, '.md');
  return own.includes(name) || isTemporaryName(name) || parseDumpName(asDump) !== undefined;
}
