import { resolve } from 'node:path';
import { findStored, type StoreAccess } from '@create-dump/commands';
import { CreateDumpError, displayPath, isStoreUrl } from '@create-dump/core';
import { type ByteSource, verifyDump } from '@create-dump/markdown-reader';
import {
  describeSignature,
  judgeStored,
  type JudgedStored,
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
  context: JudgeContext,
): Promise<void> {
  if (dump === '-') throw refusal('Standard input has no signature.');
  const { signal } = context.world;
  const { report, sha256: signed } = await judge(dump, context);
  const fault = describeSignature(report, dump);
  if (fault !== undefined) throw refusal(fault);
  const { ok, sha256, problems } = await verifyDump(source, { signal });
  if (!ok) throw refusal(problems[0]?.message ?? `${displayPath(dump)} is damaged.`);
  if (sha256 === signed) return;
  throw refusal(`${displayPath(dump)} doesn't match the checksum file that is signed.`);
}

interface JudgeContext {
  readonly trust: Trust;
  readonly world: World;
  readonly access: StoreAccess;
}

async function judge(dump: string, { trust, world, access }: JudgeContext): Promise<JudgedStored> {
  const { cwd, temporaryDirectory: spoolDirectory, signal } = world;
  const options = { trust, spoolDirectory, signal };
  if (isStoreUrl(dump)) return judgeStored(await findStored(dump, access, world), options);
  const path = resolve(cwd, dump);
  const report = await judgeSnapshot(path, options);
  return { report, sha256: (await readSignedChecksum(path, signal)).sha256 };
}

function refusal(message: string): CreateDumpError {
  return new CreateDumpError('INTEGRITY', `${message} Nothing was restored.`);
}
