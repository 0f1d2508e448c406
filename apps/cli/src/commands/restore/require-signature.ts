import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { type ByteSource, verifyDump } from '@create-dump/markdown-reader';
import {
  describeSignature,
  judgeSnapshot,
  readSignedChecksum,
  type Trust,
} from '@create-dump/snapshots';
import type { World } from '../../process/world.js';

/**
 * Requires that the bytes of a dump are those that an allowed signer has signed.
 * @param dump As given on the command line.
 * @throws {CreateDumpError} `INTEGRITY` if they aren't, or that can't be known.
 */
export async function requireSignature(
  source: ByteSource,
  dump: string,
  { trust, world }: { readonly trust: Trust; readonly world: World },
): Promise<void> {
  const { cwd, temporaryDirectory: spoolDirectory, signal } = world;
  if (dump === '-') throw refusal('Standard input has no signature.');
  const path = resolve(cwd, dump);
  const report = await judgeSnapshot(path, { trust, spoolDirectory, signal });
  const fault = describeSignature(report, dump);
  if (fault !== undefined) throw refusal(fault);
  const { sha256: signed } = await readSignedChecksum(path, signal);
  const { ok, sha256, problems } = await verifyDump(source, { signal });
  if (!ok) throw refusal(problems[0]?.message ?? `${displayPath(dump)} is damaged.`);
  if (sha256 === signed) return;
  throw refusal(`${displayPath(dump)} doesn't match the checksum file that is signed.`);
}

function refusal(message: string): CreateDumpError {
  return new CreateDumpError('INTEGRITY', `${message} Nothing was restored.`);
}
