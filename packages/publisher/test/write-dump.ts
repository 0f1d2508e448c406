import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { OpenDumpOutput, PublishedDump } from '@create-dump/core';
import { createRunId } from '@create-dump/files';

/** The common options of outputs to files; a warning fails the test. */
export const destination = {
  runId: createRunId({ pid: process.pid, hostname: hostname(), now: new Date() }),
  warn: (message: string) => {
    throw new Error(`unexpected warning: ${message}`);
  },
};

/** Writes and publishes a dump of these chunks like the pipeline does. */
export async function writeDump(
  open: OpenDumpOutput,
  ...chunks: readonly (string | Uint8Array)[]
): Promise<PublishedDump> {
  await using output = await open();
  const hash = createHash('sha256');
  for (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    const written = output.write(bytes);
    hash.update(bytes);
    await written;
    // The owner of a chunk may reuse it after the write.
    bytes.fill(0);
  }
  return await output.publish(hash.digest('hex'));
}
