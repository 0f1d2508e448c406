import { displayPath, formatByteSize } from '@create-dump/core';
import type { RestoreResult } from '@create-dump/markdown-reader';
import type { World } from '../../world.js';

export interface RestoreSpeech {
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const shownFiles = 10;

/** Says what a restore did, or would do. */
export function tellRestored(
  result: RestoreResult,
  { dryRun, quiet, verbose }: RestoreSpeech,
  { stdout, stderr }: World,
): void {
  const { target, created, replaced, kept, bytes, notExact } = result;
  const counts = [
    `${created} created`,
    ...(replaced > 0 ? [`${replaced} replaced`] : []),
    ...(kept > 0 ? [`${kept} the same already`] : []),
  ].join(', ');
  stdout.write(
    dryRun ? `would restore to ${target}: ${counts}; nothing was written\n` : `${target}\n`,
  );
  if (quiet) return;
  if (!dryRun && (verbose || stderr.isTTY === true))
    stderr.write(`${counts}; ${formatByteSize(bytes)}\n`);
  const shown = verbose ? notExact : notExact.slice(0, shownFiles);
  for (const { path, reason } of shown) {
    stderr.write(`create-dump: warning: not exact: ${displayPath(path)} (${reason})\n`);
  }
  if (shown.length < notExact.length) {
    stderr.write(`create-dump: and ${notExact.length - shown.length} more (--verbose shows all)\n`);
  }
}
