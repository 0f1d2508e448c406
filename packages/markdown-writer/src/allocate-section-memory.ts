import { sectionBufferBytes } from './create-section-renderer.js';
import { allocatePages, pageBytes } from './web-assembly.js';

/** Memory for chunks that threads share: it can be handed over in a message. */
export interface SectionMemory {
  readonly buffer: ArrayBufferLike;
}

/** Allocates {@link sectionBufferBytes} for each of so many chunks. */
export function allocateSectionMemory(chunks: number): SectionMemory {
  const bytes = chunks * sectionBufferBytes;
  try {
    return allocatePages(Math.ceil(bytes / pageBytes));
  } catch {
    // WebAssembly reserves gigabytes of address space around its memory, which some systems limit.
    return { buffer: new SharedArrayBuffer(bytes) };
  }
}
