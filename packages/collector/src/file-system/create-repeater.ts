import { repeatPassing } from '@create-dump/files';

/** Runs a system call about a path, and repeats it if it failed for a reason that may pass. Throws what the last attempt throws. */
export type Repeat = <T>(call: () => T, path: string) => T;

/** At most 8 s of waiting for a whole tree: with a server that is gone, each call would fail. */
const mostRetries = 100;

/** @param onRetry Called before each further attempt with what failed. */
export function createRepeater(
  onRetry: (why: string) => void = () => {},
  pause?: (milliseconds: number) => void,
): Repeat {
  let left = mostRetries;
  const tell = (why: string) => {
    left--;
    onRetry(why);
  };
  return (call, path) =>
    repeatPassing(call, path, { onRetry: left > 0 ? tell : undefined, ...(pause && { pause }) });
}
