import {
  comparePaths,
  type Discover,
  isSkipped,
  type OpenSourceFile,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import { createPieceMemory, type PieceMemory } from './create-piece-memory.js';
import { surveyContent } from './survey-content.js';

/**
 * A {@link Discover} that excludes the files that the Markdown format would call binary. It reads every content once more,
 * because the files of a dump must be known before its first section is written.
 */
export function excludeBinaries(discover: Discover, openSource: OpenSourceFile): Discover {
  const lendPieceMemory = createPieceMemory();
  return async (signal) => {
    const discovery = await discover(signal);
    const files: SourceFile[] = [];
    const binaries: SkippedFile[] = [];
    for (const file of discovery.files) {
      const { path, mode, size } = file;
      if (await isBinary(file, { openSource, lendPieceMemory, signal })) {
        binaries.push({ path, mode, size, skipped: 'excluded', detail: 'binary' });
      } else {
        files.push(file);
      }
    }
    const skipped = [...discovery.skipped, ...binaries].sort((a, b) =>
      comparePaths(a.path, b.path),
    );
    return { ...discovery, files, skipped };
  };
}

interface Judging {
  readonly openSource: OpenSourceFile;
  readonly lendPieceMemory: () => PieceMemory;
  readonly signal: AbortSignal;
}

async function isBinary(
  file: SourceFile,
  { openSource, lendPieceMemory, signal }: Judging,
): Promise<boolean> {
  const source = openSource(file);
  if (isSkipped(source)) return false;
  using open = source;
  using memory = lendPieceMemory();
  try {
    return (await surveyContent(open, { buffer: memory.buffer, signal })) === undefined;
  } catch (error) {
    signal.throwIfAborted();
    // A file that can't be read gets a section, which says so.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
