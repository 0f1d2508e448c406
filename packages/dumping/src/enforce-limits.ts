import {
  CreateDumpError,
  type Discover,
  type Discovery,
  formatByteSize,
  isRedacted,
  isSkipped,
  type RenderedRecord,
} from '@create-dump/core';
import type { RenderSections } from '@create-dump/markdown-writer';

/** The most that a dump may take. A tree with more is refused, and nothing is published. */
export interface DumpLimits {
  /** Number of chosen files. Default: no limit. */
  readonly files?: number;
  /** Bytes of all contents together. Default: no limit. */
  readonly bytes?: number;
}

/**
 * Enforces limits as soon as the files are found.
 * @throws {CreateDumpError} `LIMIT_FILES`, `LIMIT_SIZE`, from what is returned.
 */
export function limitDiscovery(discover: Discover, limits: DumpLimits | undefined): Discover {
  if (limits === undefined) return discover;
  return async (signal) => {
    const discovery = await discover(signal);
    requireWithin(discovery, limits);
    return discovery;
  };
}

/** Enforces the limit on bytes while files are read, because they may have grown. */
export function limitRendering(
  render: RenderSections,
  { bytes: most }: DumpLimits = {},
): RenderSections {
  if (most === undefined) return render;
  return async function* (entries, signal) {
    let bytes = 0;
    for await (const chunk of render(entries, signal)) {
      for (const record of chunk.records) bytes += sizeOf(record);
      if (bytes > most) throw tooLarge('while they were read', bytes, most);
      yield chunk;
    }
  };
}

function sizeOf(record: RenderedRecord): number {
  if (isSkipped(record)) return 0;
  return isRedacted(record) ? record.shownSize : record.size;
}

function requireWithin({ files }: Discovery, limits: DumpLimits): void {
  const { files: mostFiles = Infinity, bytes: mostBytes = Infinity } = limits;
  if (files.length > mostFiles) {
    const message = `The tree has ${files.length} files, more than --limit-files ${mostFiles} allows. Leave files out, or raise the limit.`;
    throw new CreateDumpError('LIMIT_FILES', message);
  }
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > mostBytes) throw tooLarge('together', bytes, mostBytes);
}

function tooLarge(when: string, bytes: number, most: number): CreateDumpError {
  const message = `The files of the tree have ${bytes} bytes ${when}, more than --limit-size ${most} allows (${formatByteSize(most)}). Leave files out, or raise the limit.`;
  return new CreateDumpError('LIMIT_SIZE', message);
}
