import type { Observe } from '@create-dump/core';

interface Sized {
  /** In bytes. */
  readonly size: number;
}

/** Reports the phase `archive` to an observer: bytes as they are packed, and each snapshot when it is finished. */
export function reportArchiving(ahead: readonly Sized[], observe: Observe) {
  let packed = 0;
  const bytes = ahead.reduce((sum, { size }) => sum + size, 0);
  observe({ type: 'phase-started', phase: 'archive', files: ahead.length, bytes });
  return {
    pack(count: number): void {
      packed += count;
      observe({ type: 'progressed', files: 0, bytes: count });
    },
    /** Also reports the bytes that weren't packed, because the snapshot was archived already or failed. */
    endSnapshot({ size }: Sized): void {
      observe({ type: 'progressed', files: 1, bytes: Math.max(0, size - packed) });
      packed = 0;
    },
    end: () => observe({ type: 'phase-finished', phase: 'archive' }),
  };
}
