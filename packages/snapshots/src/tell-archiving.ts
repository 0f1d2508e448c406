import type { Observe } from '@create-dump/core';

/** What a snapshot takes, in bytes. */
interface Sized {
  readonly size: number;
}

/** Tells the phase `archive`: bytes as they are packed, and each snapshot once nothing more is done with it. */
export function tellArchiving(ahead: readonly Sized[], observe: Observe) {
  let packed = 0;
  const bytes = ahead.reduce((sum, { size }) => sum + size, 0);
  observe({ type: 'phase-started', phase: 'archive', files: ahead.length, bytes });
  return {
    pack(count: number): void {
      packed += count;
      observe({ type: 'progressed', files: 0, bytes: count });
    },
    /** Of one that was archived already, or couldn't be, nothing was packed. */
    endSnapshot({ size }: Sized): void {
      observe({ type: 'progressed', files: 1, bytes: Math.max(0, size - packed) });
      packed = 0;
    },
    end: () => observe({ type: 'phase-finished', phase: 'archive' }),
  };
}
