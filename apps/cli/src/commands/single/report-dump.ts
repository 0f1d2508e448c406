import { type DumpResult, formatByteSize, type SkippedFile, skipReasons } from '@create-dump/core';
import type { KeepingReport } from '@create-dump/batch-orchestrator';
import { counted } from '../../counted.js';
import { exitCodes } from '../../exit-code.js';
import type { World } from '../../world.js';
import { doneLines, keepingSummary } from '../keeping-lines.js';
import { keepingToJson, tellFailures } from '../report-keeping.js';

export interface DumpReportOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly seconds: number;
  /** What archiving and pruning did, if it was asked for. */
  readonly kept: KeepingReport | undefined;
}

/** Writes a run's result to standard output and, for a person, a summary to standard error; returns the exit code. */
export function reportDump(
  result: DumpResult,
  options: DumpReportOptions,
  { stdout, stderr }: World,
): number {
  if (options.json)
    stdout.write(
      `${JSON.stringify({ ...toJson(result), ...(options.kept && { keeping: keepingToJson(options.kept) }) }, null, 2)}\n`,
    );
  else if (result.path !== null) stdout.write(`${result.path}\n`);
  if (!options.quiet && (options.verbose || stderr.isTTY === true))
    stderr.write(summary(result, options.seconds));
  if (options.kept !== undefined) tellKept(options.kept, options, stderr);
  const faults =
    result.skipped.some((file) => skipReasons[file.skipped].fault) || result.unstable.length > 0;
  return faults ? exitCodes.partly : exitCodes.done;
}

/** The path of the dump is the result; the rest is for a person. Quarantine is always told. */
function tellKept(
  kept: KeepingReport,
  { quiet, verbose }: DumpReportOptions,
  stderr: World['stderr'],
): void {
  const isTold = !quiet && (verbose || stderr.isTTY === true);
  if (isTold) stderr.write([...doneLines(kept), keepingSummary(kept)].join(''));
  else if (!quiet && kept.quarantined.length > 0) stderr.write(keepingSummary(kept));
  tellFailures(kept, { stderr });
}

function toJson(result: DumpResult) {
  const { facts, path, checksumPath, sha256, treeSha256, dumpBytes, files, bytes } = result;
  const { skipped, unstable, ignored } = result;
  const { name, generated, git, tool, options } = facts;
  return {
    command: 'single',
    path,
    checksumPath,
    sha256,
    treeSha256,
    dumpBytes,
    name,
    generated,
    tool,
    git: git ?? null,
    options,
    files,
    bytes,
    ignored,
    unstable,
    skipped,
  };
}

function summary(result: DumpResult, seconds: number): string {
  const { files, bytes, dumpBytes, skipped, unstable, ignored, sha256 } = result;
  const notShown = Object.entries(countByReason(skipped)).map(
    ([reason, count]) => `${count} ${reason}`,
  );
  const notes = [
    ...notShown,
    ...(unstable.length > 0 ? [`${unstable.length} changed while read`] : []),
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
  ];
  return [
    `${counted(files, 'file')}, ${formatByteSize(bytes)}, in a dump of ${formatByteSize(dumpBytes)}; ${seconds.toFixed(1)} s\n`,
    ...(notes.length > 0 ? [`not in it: ${notes.join(', ')}\n`] : []),
    `SHA-256 ${sha256}\n`,
  ].join('');
}

function countByReason(skipped: readonly SkippedFile[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const file of skipped) counts[file.skipped] = (counts[file.skipped] ?? 0) + 1;
  return counts;
}
