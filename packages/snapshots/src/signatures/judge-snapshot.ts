import { judgeSignature, type SignatureReport } from './judge-signature.js';
import type { Trust } from './open-trust.js';
import { readSignedChecksum } from './signed-checksum.js';

export interface JudgeOptions {
  readonly trust: Trust;
  /** Where a compressed dump without a time in its name is unpacked. */
  readonly spoolDirectory: string;
  readonly signal: AbortSignal;
}

/**
 * Judges the signature of a dump or an archive, by absolute path, as of the time that the dump states. Whether the dump matches its
 * checksum file is for others to verify.
 * @throws {CreateDumpError} `INTEGRITY` or `READ_FAILED` if an archive can't be read.
 */
export async function judgeSnapshot(
  path: string,
  { trust, spoolDirectory, signal }: JudgeOptions,
): Promise<SignatureReport> {
  const signed = await readSignedChecksum(path, signal);
  const claimed = signed.stamp ?? (await readGenerated(path, { spoolDirectory, signal }));
  return judgeSignature({ ...signed, claimed }, trust);
}

/** The time in a manifest; undefined if it can't be read. */
async function readGenerated(
  path: string,
  options: Pick<JudgeOptions, 'spoolDirectory' | 'signal'>,
): Promise<Date | undefined> {
  const { openDump, openFileSource } = await import('@create-dump/markdown-reader');
  try {
    using source = await openFileSource(path, options);
    const time = new Date(openDump(source).header.generated);
    return Number.isNaN(time.getTime()) ? undefined : time;
  } catch {
    options.signal.throwIfAborted();
    return undefined;
  }
}
