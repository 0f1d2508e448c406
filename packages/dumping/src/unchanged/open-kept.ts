import { basename } from 'node:path';
import { CreateDumpError, type KeptDumps, toDumpPrefix } from '@create-dump/core';
import { createRunId, type RunIdOptions } from '@create-dump/files';
import type { RenderSections } from '@create-dump/markdown-writer';
import type { ProjectDump } from '../project-dump.js';
import type { KeptDumpsOptions } from './create-kept-dumps.js';
import { createReread } from './reread-files.js';

interface KeptContext extends Pick<KeptDumpsOptions, 'stats' | 'onMiss' | 'mustBeSigned'> {
  readonly renderSections: RenderSections;
  readonly process: RunIdOptions;
}

/**
 * Opens the kept dumps of a project that skips what is unchanged; loads the code for it only then.
 * @throws {CreateDumpError} `USAGE` for another destination than a directory.
 */
export async function openKept(
  project: ProjectDump,
  { stats, onMiss, mustBeSigned, renderSections, process }: KeptContext,
): Promise<KeptDumps | undefined> {
  const { selection, destination, skipUnchanged, compress = false, mode = 0o600 } = project;
  const { secrets } = project;
  if (skipUnchanged === undefined) return undefined;
  if (destination.kind !== 'directory') {
    const message = 'Only a dump in a directory can be skipped as unchanged.';
    throw new CreateDumpError('USAGE', message);
  }
  const { root, revision, since, listed } = selection;
  const prefix = destination.prefix ?? toDumpPrefix(basename(root));
  const kept = skipUnchanged.kept ?? { directory: destination.directory, prefix };
  const { cacheDirectory, spoolDirectory } = skipUnchanged;
  const { createKeptDumps } = await import('./create-kept-dumps.js');
  return createKeptDumps({
    ...kept,
    root,
    extension: compress ? 'md.gz' : 'md',
    mode,
    stats,
    onMiss,
    mustBeSigned,
    // The manifest doesn't record which paths were listed, nor the commit that `since` named.
    isCommit: revision !== undefined && since === undefined && listed === undefined,
    reread: createReread(renderSections),
    startedAt: process.now.getTime(),
    spoolDirectory,
    ...(cacheDirectory !== undefined && {
      cacheFile: {
        directory: cacheDirectory,
        // A run that looks for secrets can't rely on one that didn't, or that looked for others.
        key: [kept.directory, kept.prefix, root, ...(secrets ? [JSON.stringify(secrets)] : [])],
        runId: createRunId(process),
      },
    }),
  });
}
