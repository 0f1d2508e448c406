import { allocatePages, pageBytes } from '../scanning/web-assembly.js';
import { wholeLimit } from './write-section.js';

/** Memory for chunks, divided into slots of one chunk each. Threads share it: it can be sent in a message. */
export interface SectionMemory {
  readonly buffer: ArrayBufferLike;
}

/** A chunk ends when it has this many bytes: a few milliseconds of work. */
export const chunkBytes = 2 * 2 ** 20;

/**
 * A chunk that is nearly full has room for one more content in its largest form (Latin-1 can double), for 1,000 markers of
 * 112 bytes in place of shorter secrets, and for the heading, which has the path twice, with at most six bytes for each
 * character of 4 KiB.
 */
const slotBytes = chunkBytes + 2 * wholeLimit + 2 ** 18;

/** Allocates memory for `slots` chunks. */
export function allocateSectionMemory(slots: number): SectionMemory {
  const bytes = slots * slotBytes;
  try {
    return allocatePages(Math.ceil(bytes / pageBytes));
  } catch {
    // WebAssembly reserves gigabytes of address space around its memory, which some systems limit.
    return { buffer: new SharedArrayBuffer(bytes) };
  }
}

/** Returns a slot. Slots are numbered from 0. */
export function sectionSlot({ buffer }: SectionMemory, slot: number): Buffer {
  return Buffer.from(buffer, slot * slotBytes, slotBytes);
}
