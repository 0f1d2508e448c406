import {
  type DumpFormat,
  nextTurn,
  type OpenSourceFile,
  type RenderedChunk,
  type SectionEntry,
  type SourceFile,
} from '@create-dump/core';
import { countLineFeeds } from './count-line-feeds.js';
import { createPieceMemory } from './create-piece-memory.js';
import { createSectionBuffer } from './section-buffer.js';
import { type StreamOptions, streamSection } from './stream-section.js';
import { type SectionOptions, wholeLimit, writeSection } from './write-section.js';

export interface SectionRendererOptions {
  readonly openSource: OpenSourceFile;
  /** Embed binary contents as base64 (`embed`), or only give their size and digest (`list`, the default). */
  readonly binary?: 'list' | 'embed';
  /**
   * Gives the memory for the next chunk, of {@link sectionBufferBytes}. Default: two in turn, which is what the port asks for
   * at least; a caller that uses a chunk for longer gives others.
   */
  readonly nextBuffer?: () => Buffer;
  /** Counts the line feeds of contents, most of which lie in such memory. Default: in JavaScript. */
  readonly countLineFeeds?: (bytes: Uint8Array) => number;
}

/** Renders one section for each entry, in order. What it needs of the run is bound: it can work in any thread. */
export type RenderSections = DumpFormat['sections'];

/** A chunk is handed on at this many bytes, or this many sections: a few milliseconds of work either way. */
const chunkBytes = 2 * 2 ** 20;
const chunkSections = 256;

/**
 * The memory for one chunk. Behind one that is nearly full there is room for a whole content in its largest form (Latin-1
 * may double) and for its heading: a path of 4 KiB takes six bytes a character at most, twice.
 */
export const sectionBufferBytes = chunkBytes + 2 * wholeLimit + 2 ** 17;

/** Binds the rendering of sections (docs/format.md) to where contents come from. */
export function createSectionRenderer(options: SectionRendererOptions): RenderSections {
  const { openSource, binary = 'list' } = options;
  const embedBinaries = binary === 'embed';
  const lendPieceMemory = createPieceMemory();
  return (entries, signal) => {
    const buffer = createSectionBuffer({
      nextBuffer: options.nextBuffer ?? twoInTurn(sectionBufferBytes),
      countLineFeeds: options.countLineFeeds ?? countLineFeeds,
    });
    return renderSections(entries, buffer, { openSource, embedBinaries, lendPieceMemory, signal });
  };
}

type RenderOptions = SectionOptions & StreamOptions;

async function* renderSections(
  entries: readonly SectionEntry[],
  buffer: ReturnType<typeof createSectionBuffer>,
  options: RenderOptions,
): AsyncGenerator<RenderedChunk> {
  let sections = 0;
  for (const entry of entries) {
    const large = writeSection(buffer, entry, options);
    if (large !== undefined) {
      if (buffer.used() > 0) yield buffer.take();
      // Only a source file has a content to stream.
      yield* streamSection(buffer, entry as SourceFile, large, options);
    }
    if (++sections % chunkSections === 0 || buffer.used() >= chunkBytes) {
      yield buffer.take();
      await nextTurn();
      options.signal.throwIfAborted();
    }
  }
  if (buffer.used() > 0) yield buffer.take();
}

function twoInTurn(bytes: number): () => Buffer {
  let next: Buffer | undefined;
  let last: Buffer | undefined;
  return () => {
    const buffer = next ?? Buffer.allocUnsafeSlow(bytes);
    next = last;
    last = buffer;
    return buffer;
  };
}
