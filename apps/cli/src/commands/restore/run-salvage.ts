import { displayPath } from '@create-dump/core';
import {
  type ByteSource,
  type RestoreOptions,
  restoreSalvage,
  type Salvage,
  salvageDump,
} from '@create-dump/markdown-reader';
import { counted } from '../../counted.js';
import { exitCodes } from '../../exit-code.js';
import type { Observers } from '../../observing/open-observers.js';
import type { World } from '../../world.js';
import { type RestoreSpeech, tellRestored } from './tell-restored.js';

export interface SalvageRequest extends RestoreSpeech {
  readonly json: boolean;
  readonly options: RestoreOptions;
}

/** Restores what can be had of a damaged or foreign dump; returns the exit code: 3 unless everything is proven. */
export async function runSalvage(
  source: ByteSource,
  request: SalvageRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const salvage = await salvageDump(source, { signal: world.signal });
  const result = await restoreSalvage(source, salvage, request.options);
  observers.settle();
  if (request.json) {
    const { dialect, files, refused, missing } = salvage;
    const found = files.map(({ path, size, sha256, proven, complete }) => ({
      path,
      size,
      sha256,
      proven,
      complete,
    }));
    const document = {
      command: 'restore',
      salvage: { dialect, files: found, refused, missing },
      ...result,
    };
    world.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    tellRestored({ ...result, notExact: [] }, request, world);
    tellSalvage(salvage, request, world);
  }
  return isProven(salvage) ? exitCodes.done : exitCodes.partly;
}

function isProven({ files, refused, missing }: Salvage): boolean {
  return refused.length === 0 && missing.length === 0 && files.every(({ proven }) => proven);
}

const dialects: Readonly<Record<Salvage['dialect'], string>> = {
  'create-dump': 'create-dump',
  create_dump: 'the Python program create_dump',
  repomix: 'repomix',
};

function tellSalvage(
  { dialect, files, refused, missing }: Salvage,
  { quiet }: SalvageRequest,
  { stderr }: World,
): void {
  if (quiet) return;
  const proven = files.filter((file) => file.proven);
  stderr.write(
    `a dump of ${dialects[dialect]}: ${counted(files.length, 'file')} found, ${proven.length} proven\n`,
  );
  for (const file of files) {
    if (file.proven) continue;
    stderr.write(`not proven: ${displayPath(file.path)}${file.complete ? '' : ' (cut off)'}\n`);
  }
  for (const path of missing) stderr.write(`missing: ${displayPath(path)}\n`);
  for (const sentence of refused) stderr.write(`refused: ${sentence}\n`);
}
