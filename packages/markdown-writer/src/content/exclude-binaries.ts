import { isAscii } from 'node:buffer';
import {
  comparePaths,
  type Discover,
  isSkipped,
  nextTurn,
  type OpenSourceFile,
  type SkippedFile,
  type SourceFile,
} from '@create-dump/core';
import { contentForm } from './content-form.js';
import { createPieceMemory, type PieceMemory } from './create-piece-memory.js';
import { readFully } from './read-fully.js';
import { surveyContent } from './survey-content.js';
import { wholeLimit } from '../sections/write-section.js';

/**
 * A {@link Discover} that leaves out what the Markdown format would take for binary. Every content is read once more for
 * it: what gets a section must be known before the first one is written.
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
  try {
    if (open.size > wholeLimit) {
      using memory = lendPieceMemory();
      return !(await surveyContent(open, memory.buffer, signal)).isText();
    }
    const bytes = Buffer.alloc(open.size);
    const length = readFully(open, bytes, 0);
    await nextTurn();
    signal.throwIfAborted();
    const content = bytes.subarray(0, length);
    const scan = { hasNul: content.includes(0), isAscii: isAscii(content) };
    return contentForm(content, scan).kind === 'binary';
  } catch (error) {
    signal.throwIfAborted();
    // What can't be read gets its section, which says so.
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
