import type { RenderedChunk, SectionEntry } from '@create-dump/core';
import {
  allocateSectionMemory,
  createLineFeedCounter,
  createSectionRenderer,
  type RenderSections,
  sectionBufferBytes,
  type SectionRendererOptions,
} from '@create-dump/markdown-writer';

type InlineOptions = Pick<SectionRendererOptions, 'openSource' | 'binary'>;

/** A renderer that works in this thread, in memory where lines are counted fast. */
export function createInlineRenderer(options: InlineOptions): RenderSections {
  return (entries: readonly SectionEntry[], signal): AsyncIterable<RenderedChunk> => {
    const memory = allocateSectionMemory(chunksInUse);
    let chunk = 0;
    const nextBuffer = () => {
      const at = (chunk++ % chunksInUse) * sectionBufferBytes;
      return Buffer.from(memory.buffer, at, sectionBufferBytes);
    };
    const countLineFeeds = createLineFeedCounter(memory);
    return createSectionRenderer({ ...options, nextBuffer, countLineFeeds })(entries, signal);
  };
}

/** One is rendered while the one before is written. */
const chunksInUse = 2;
