import { realpathSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { userGitFiles } from '@create-dump/collector';
import {
  CreateDumpError,
  displayPath,
  type DumpResult,
  isStoreUrl,
  toDumpPrefix,
  toFsPath,
} from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import { dumpProject, type RunContext } from './dump-project.js';
import { ownProcess } from './own-process.js';
import type { Destination, ProjectDump } from './project-dump.js';
import type { Selection } from './selection.js';

/** Options of the dump and of the run, side by side. */
export interface CreateDumpOptions
  extends Omit<ProjectDump, 'selection' | 'destination'>, Partial<Omit<RunContext, 'process'>> {
  /** The directory to dump. Relative to the working directory. */
  readonly root: string;
  /**
   * The directory that the dump goes into, created if it is missing. A path that ends in `.md` names the beginning of the dump's name
   * as well. Relative to the working directory.
   */
  readonly dest: string;
  /** Which files. Default: those that git lists, with the user's own configuration of git. */
  readonly selection?: Omit<Selection, 'root'>;
}

/**
 * Dumps a directory as `create-dump single` does: {@link dumpProject}, with this process, the present time and the user's git files
 * filled in. Rejects as that does, and with `USAGE` if `dest` can't be the beginning of a dump's name.
 */
export async function createDump(options: CreateDumpOptions): Promise<DumpResult> {
  const { root, dest, selection, ...rest } = options;
  const own = ownProcess();
  return dumpProject(
    {
      ...rest,
      selection: { ...userGitFiles(own), ...selection, root: toRealPath(root) },
      destination: toDestination(dest),
    },
    {
      tool: '@create-dump/dumping',
      ...rest,
      process: { pid: own.pid, hostname: own.hostname, now: new Date() },
    },
  );
}

function toRealPath(root: string): string {
  try {
    return realpathSync(toFsPath(resolve(root)));
  } catch (cause) {
    const message = `Can't dump ${displayPath(root)}: ${describeSystemError(cause)}.`;
    throw new CreateDumpError('ROOT_INVALID', message, { cause });
  }
}

function toDestination(dest: string): Destination {
  if (isStoreUrl(dest)) {
    const message = `dest is a directory. For a store, call dumpProject with a destination of the kind "store".`;
    throw new CreateDumpError('USAGE', message);
  }
  const path = resolve(dest);
  if (!dest.endsWith('.md')) return { kind: 'directory', directory: path };
  const prefix = basename(path, '.md');
  if (toDumpPrefix(prefix) === prefix) {
    return { kind: 'directory', directory: dirname(path), prefix };
  }
  const message = `"${displayPath(prefix)}" can't be the beginning of a file name; "${toDumpPrefix(prefix)}" can.`;
  throw new CreateDumpError('USAGE', message);
}
