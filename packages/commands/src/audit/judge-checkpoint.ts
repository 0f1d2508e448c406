import { signatureName } from '@create-dump/core';
import { readRegularFile } from '@create-dump/files';
import { describeSignature, judgeSignature, type SignatureReport } from '@create-dump/snapshots';
import { checkpointNamespace, openRequestedTrust } from '../evidence/open-trust.js';
import type { TrustRequest } from '../evidence/trust-arguments.js';
import type { World } from '../process/world.js';

/**
 * Judges the signature of a checkpoint. It states no time, so it is judged as of now, unless the caller says otherwise. Undefined
 * without a checkpoint, or if signatures aren't to be judged.
 * @throws {CreateDumpError} `USAGE`
 */
export async function judgeCheckpoint(
  path: string | undefined,
  request: TrustRequest | undefined,
  world: Pick<World, 'cwd' | 'now'>,
): Promise<{ readonly report: SignatureReport; readonly message: string | undefined } | undefined> {
  if (path === undefined || request === undefined) return undefined;
  // What is ignored in the file of allowed signers is told once, for the snapshots.
  const trust = await openRequestedTrust(
    request,
    { world, observe: () => {} },
    checkpointNamespace,
  );
  if (trust === undefined) return undefined;
  const message = readRegularFile(path, { limit: largest, followLink: true });
  const at = trust.at ?? world.now();
  const signaturePath = signatureName(path);
  const report = judgeSignature({ message, signaturePath, claimed: undefined }, { ...trust, at });
  return { report, message: describeSignature(report, path) };
}

/** In bytes: a checkpoint has three lines. */
const largest = 2 ** 20;
