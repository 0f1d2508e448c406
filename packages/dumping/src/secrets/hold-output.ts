import { createReadStream } from 'node:fs';
import { type OpenDumpOutput, toFsPath } from '@create-dump/core';
import { createTemporaryFile, removeStaleTemporaries } from '@create-dump/files';

export interface HoldOptions {
  /** Where the dump waits, in a file that only the user can read. Absolute. */
  readonly directory: string;
  readonly runId: string;
  readonly warn: (message: string) => void;
}

/** An output that passes the dump on when it is published, and not a byte of one that is refused. */
export function holdOutput(
  open: OpenDumpOutput,
  { directory, runId, warn }: HoldOptions,
): OpenDumpOutput {
  return async () => {
    const output = await open();
    await removeStaleTemporaries({ directory, runId });
    const file = createTemporaryFile({ directory, runId, kind: 'dump', warn });
    return {
      write: (chunk) => file.write(chunk),
      async publish(sha256, content) {
        await file.finish();
        for await (const bytes of createReadStream(toFsPath(file.path))) {
          await output.write(bytes as Buffer);
        }
        return output.publish(sha256, content);
      },
      async [Symbol.asyncDispose]() {
        await file[Symbol.asyncDispose]();
        await output[Symbol.asyncDispose]();
      },
    };
  };
}
