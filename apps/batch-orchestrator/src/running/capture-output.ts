import { Writable } from 'node:stream';

export interface CapturedOutput {
  readonly stream: Writable;
  /** The JSON document that was written; undefined if it is none. */
  readonly document: () => Readonly<Record<string, unknown>> | undefined;
}

/** In bytes. The document of a batch of 10,000 projects is smaller; a dump that goes to standard output isn't kept. */
const most = 64 * 1024 * 1024;

/** An output in memory, for the document of one run. */
export function captureOutput(): CapturedOutput {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    stream: new Writable({
      write(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        if (size <= most) chunks.push(chunk);
        done();
      },
    }),
    document() {
      try {
        const value: unknown = JSON.parse(Buffer.concat(chunks).toString());
        return typeof value === 'object' && value !== null ? { ...value } : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
