import { counted, documentText, fileDocuments } from '@create-dump/observing';
import type { KeepingReport } from '@create-dump/snapshots';
import { type Discovery, displayPath, formatByteSize, skipReasons } from '@create-dump/core';
import type { World } from '../process/world.js';
import { keepingSummary, planTable } from '../keeping/describe-keeping.js';
import { keepingToJson } from '../keeping/report-keeping.js';

export interface DryRunReportOptions {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly warnings: readonly string[];
  /** The plan of archiving and pruning, if requested. */
  readonly plan: KeepingReport | undefined;
}

/** Writes to standard output what a run would dump. */
export function reportDryRun(
  discovery: Discovery,
  { json, verbose, plan, warnings }: DryRunReportOptions,
  { stdout }: World,
): void {
  const { name, files, skipped, ignored, git } = discovery;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (json) {
    const document = {
      dryRun: true,
      name,
      git: git ?? null,
      bytes,
      ignored,
      files: fileDocuments(files),
      skipped,
      warnings,
      ...(plan && { keeping: keepingToJson(plan) }),
    };
    stdout.write(documentText('single', document));
    return;
  }
  if (verbose) {
    for (const { path, size } of files)
      stdout.write(`${formatByteSize(size).padStart(9)}  ${displayPath(path)}\n`);
    for (const file of skipped)
      stdout.write(`${file.skipped.padStart(9)}  ${displayPath(file.path)}\n`);
  }
  const withSection = skipped.filter((file) => skipReasons[file.skipped].section).length;
  stdout.write(
    `would dump ${counted(files.length, 'file')}, ${formatByteSize(bytes)} (not shown: ${withSection}, left out: ${skipped.length - withSection}, ignored: ${ignored}); nothing was written\n`,
  );
  if (plan !== undefined) stdout.write(`\n${planTable(plan)}\n${keepingSummary(plan)}`);
}
