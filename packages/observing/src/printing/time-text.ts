import { formatByteSize } from '@create-dump/core';

/** A duration with its throughput: `3.4 s (382.0 MB/s)`. */
export function timeText(seconds: number, bytes: number): string {
  const speed =
    seconds >= 0.1 && bytes > 0 ? ` (${formatByteSize(Math.round(bytes / seconds))}/s)` : '';
  const text = seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
  return `${text} s${speed}`;
}
