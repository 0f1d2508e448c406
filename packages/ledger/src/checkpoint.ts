import { CreateDumpError } from '@create-dump/core';

/** The length and the Merkle root of a ledger at some moment: kept elsewhere, it proves that nothing before was changed. */
export interface Checkpoint {
  /** Names the ledger: derived from its first line. */
  readonly origin: string;
  /** Number of records. */
  readonly size: number;
  /** Of the records' lines, without line feeds: 32 bytes. */
  readonly root: Buffer;
}

/** The text of a checkpoint without signatures (C2SP tlog-checkpoint): origin, size and root in Base64, a line each. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/**
 * Parses a checkpoint. Extension lines and signatures after it are ignored.
 * @param name Of the checkpoint, for the message.
 * @throws {CreateDumpError} `USAGE` if it isn't one.
 */
export function parseCheckpoint(text: string, name: string): Checkpoint {
  const [origin = '', size = '', base64 = '', ...rest] = text.split('\n');
  const root = Buffer.from(base64, 'base64');
  const isWhole = rest.length > 0 && root.length === 32 && root.toString('base64') === base64;
  if (origin === '' || !/^(?:0|[1-9]\d{0,14})$/.test(size) || !isWhole) {
    throw new CreateDumpError('USAGE', `${name} is not a checkpoint of a ledger.`);
  }
  return { origin, size: Number(size), root };
}
