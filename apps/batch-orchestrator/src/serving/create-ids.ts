import { createRunId, type RunIdOptions } from '@create-dump/files';

/** Creates run ids that are unique in this process: each has a start time of its own, in milliseconds. */
export function createIds({
  pid,
  hostname,
  now,
}: Omit<RunIdOptions, 'now'> & { readonly now: () => Date }): () => string {
  let last = 0;
  return () => {
    last = Math.max(now().getTime(), last + 1);
    return createRunId({ pid, hostname, now: new Date(last) });
  };
}
