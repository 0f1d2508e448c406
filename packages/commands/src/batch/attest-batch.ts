import { join } from 'node:path';
import type { BatchRun } from '@create-dump/batching';
import { openDump, openFileSource } from '@create-dump/markdown-reader';
import type { Observers } from '@create-dump/observing';
import { type AttestedDump, writeAttestations } from '../evidence/write-attestations.js';
import type { World } from '../process/world.js';
import type { BatchRequest } from './batch-arguments.js';

/**
 * Writes attestations of the dumps that a batch has made, from what their manifests say. Returns the error that prevented it: the
 * dumps are published, and reported first.
 */
export async function attestBatch(
  { report }: BatchRun,
  {
    request: { attestation },
    root,
    destination,
  }: { readonly request: BatchRequest; readonly root: string; readonly destination: string },
  { world, observers }: { readonly world: World; readonly observers: Observers },
): Promise<unknown> {
  if (attestation === undefined) return undefined;
  const { observe, process } = observers;
  try {
    const dumps: AttestedDump[] = [];
    for (const { dump, sha256, outcome } of report.projects) {
      const isNew = outcome === 'dumped' || outcome === 'partly';
      if (!isNew || dump === null || sha256 === null) continue;
      dumps.push(await readDump(join(destination, dump), sha256, world));
    }
    await writeAttestations(attestation, { root, dumps }, { world, process, observe });
    return undefined;
  } catch (error) {
    return error;
  }
}

async function readDump(
  path: string,
  sha256: string,
  { temporaryDirectory: spoolDirectory, signal }: World,
): Promise<AttestedDump> {
  using source = await openFileSource(path, { spoolDirectory, signal });
  const { header, end } = openDump(source);
  return { path, sha256, treeSha256: end.treeSha256, facts: header };
}
