import {
  counted,
  documentText,
  exitCodes,
  grouped,
  namedOrCounted,
  type Observers,
} from '@create-dump/observing';
import { displayPath } from '@create-dump/core';
import {
  type ByteSource,
  type RestoreOptions,
  restoreSalvage,
  type Salvage,
  salvageDump,
} from '@create-dump/markdown-reader';
import type { World } from '../../process/world.js';
import { warnOfPatterns } from './warn-of-patterns.js';
import { reportRestored } from './report-restored.js';

export interface SalvageRequest {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly options: RestoreOptions;
}

/** Restores what is recoverable from a damaged or edited dump; returns the exit code, 3 unless every file is verified. */
export async function runSalvage(
  source: ByteSource,
  request: SalvageRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const salvage = await salvageDump(source, { signal: world.signal });
  const { unmatched, ...result } = await restoreSalvage(source, salvage, request.options);
  warnOfPatterns(unmatched, observers);
  reportUnverified(salvage, request, observers);
  observers.settle();
  if (request.json) {
    const { dialect, files, refused, missing, redacted } = salvage;
    const found = files.map(({ path, size, sha256, proven, complete }) => ({
      path,
      size,
      sha256,
      proven,
      complete,
    }));
    const document = {
      dryRun: request.dryRun,
      salvage: { dialect, files: found, refused, missing, redacted },
      ...result,
      warnings: observers.warnings(),
    };
    world.stdout.write(documentText('restore', document));
  } else {
    reportRestored({ ...result, notExact: [] }, request, { world, observers });
    if (!request.quiet) observers.notes.write(foundLine(salvage));
  }
  return isProven(salvage) ? exitCodes.done : exitCodes.partly;
}

function isProven({ files, refused, missing, redacted }: Salvage): boolean {
  const left = refused.length + missing.length + redacted.length;
  return left === 0 && files.every(({ proven }) => proven);
}

const dialects: Readonly<Record<Salvage['dialect'], string>> = {
  'create-dump': 'create-dump',
  create_dump: 'the Python program create_dump',
  repomix: 'repomix',
};

function foundLine({ dialect, files }: Salvage): string {
  const proven = files.filter((file) => file.proven);
  return `a dump of ${dialects[dialect]}: ${counted(files.length, 'file')} found, ${grouped(proven.length)} proven\n`;
}

function reportUnverified(
  { files, refused, missing, redacted }: Salvage,
  options: { readonly verbose: boolean },
  { observe }: Observers,
): void {
  const unproven = files
    .filter(({ proven }) => !proven)
    .map(({ path, complete }) => `not proven: ${displayPath(path)}${complete ? '' : ' (cut off)'}`);
  const messages = [
    ...namedOrCounted(unproven, 'not proven', options),
    ...namedOrCounted(
      missing.map((path) => `missing: ${displayPath(path)}`),
      'missing',
      options,
    ),
    ...namedOrCounted(
      redacted.map((path) => `redacted: ${displayPath(path)}`),
      'redacted',
      options,
    ),
    ...namedOrCounted(
      refused.map((sentence) => `refused: ${sentence}`),
      'refused',
      options,
    ),
  ];
  for (const message of messages) observe({ type: 'warned', message });
}
