import { allocatePages, pageBytes } from '../scanning/web-assembly.js';
import { wholeLimit } from './write-section.js';

/** Memory for chunks, in slots for one each, that threads share: it can be handed over in a message. */
export interface SectionMemory {
  readonly buffer: ArrayBufferLike;
}

/** A chunk is handed on when it has this many bytes: some milliseconds of work. */
export const chunkBytes = 2 * 2 ** 20;

/**
 * Behind a chunk that is nearly full there is room for a whole content in its largest form (Latin-1 may double) and for its
 * heading: a path of 4 KiB takes six bytes a character at most, twice.
 */
const slotBytes = chunkBytes + 2 * wholeLimit + 2 ** 17;

/** Allocates memory of so many slots. */
export function allocateSectionMemory(slots: number): SectionMemory {
  const bytes = slots * slotBytes;
  try {
    return allocatePages(Math.ceil(bytes / pageBytes));
  } catch {
    // WebAssembly reserves gigabytes of address space around its memory, which some systems limit.
    return { buffer: new SharedArrayBuffer(bytes) };
  }
}

/** The slot of this number, from 0 on. */
export function sectionSlot({ buffer }: SectionMemory, slot: number): Buffer {
  return Buffer.from(buffer, slot * slotBytes, slotBytes);
}
