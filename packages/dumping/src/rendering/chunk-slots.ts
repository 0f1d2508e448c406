/** How many chunks a thread may render before the first of them is written. Bounds the memory of a thread. */
export const slotsPerThread = 4;

/** The slots of a render thread's memory. A chunk is rendered into one, handed over, and its slot released by the main thread. */
export function createChunkSlots() {
  const free = Array.from({ length: slotsPerThread }, (_, slot) => slot);
  let taken: number | undefined;
  let wake = () => {};
  return {
    isFree: () => free.length > 0,
    /** Takes a free slot for a new chunk. */
    take(): number {
      taken = free.pop();
      if (taken === undefined) throw new Error('There is no free slot for a chunk.');
      return taken;
    },
    /** The taken slot, which now holds a chunk: its receiver releases it. */
    handOver(): number {
      if (taken === undefined) throw new Error('There is no chunk to hand over.');
      const slot = taken;
      taken = undefined;
      return slot;
    },
    /** Frees the slot of a chunk that was started but never handed over. */
    takeBack(): void {
      if (taken !== undefined) free.push(taken);
      taken = undefined;
    },
    release(slot: number): void {
      free.push(slot);
      wake();
    },
    async available(): Promise<void> {
      if (free.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}
