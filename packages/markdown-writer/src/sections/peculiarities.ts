import type { ContentEncoding, SourceFile } from '@create-dump/core';

/** The members that few records have. */
export function peculiarities(
  { change, renamedFrom }: SourceFile,
  encoding: ContentEncoding | undefined,
  unstable: boolean,
) {
  if (change === undefined && encoding === undefined && !unstable) return undefined;
  return {
    ...(encoding && { encoding }),
    ...(change !== undefined && { change }),
    ...(renamedFrom !== undefined && { renamedFrom }),
    ...(unstable && { unstable: true as const }),
  };
}
