import { counted } from '@create-dump/observing';
import { relative } from 'node:path';
import type { KeepingDecision, KeepingReport } from '@create-dump/snapshots';
import { displayPath } from '@create-dump/core';

/** A plan as a table of actions, paths relative to the directory, and reasons. */
export function planTable({ directory, decisions }: KeepingReport): string {
  const rows = decisions.map(({ action, what, path, reasons }) => [
    action,
    what,
    displayPath(relative(directory, path)),
    reasons.join(' '),
  ]);
  const table = [['ACTION', 'WHAT', 'NAME', 'WHY'], ...rows];
  const widths = [0, 1, 2].map((column) =>
    table.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  const toLine = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return table.map((row) => `${toLine(row).trimEnd()}\n`).join('');
}

/** One line for each completed action. */
export function doneLines({ directory, archived, quarantined, removed }: KeepingReport): string[] {
  const name = (path: string) => displayPath(relative(directory, path));
  return [
    ...quarantined.map(({ from, to }) => `quarantined ${name(from)} as ${name(to)}\n`),
    ...archived.map(({ dump, path }) => `archived ${name(dump)} in ${name(path)}\n`),
    ...removed.map((path) => `removed ${name(path)}\n`),
  ];
}

/** The number of actions of each kind, planned or completed, in one line. */
export function keepingSummary(report: KeepingReport): string {
  if (report.dryRun) {
    const count = (action: KeepingDecision['action'], what?: KeepingDecision['what']) =>
      report.decisions.filter((one) => one.action === action && (what ?? one.what) === one.what)
        .length;
    const reports = count('remove', 'report');
    const andReports = reports === 0 ? '' : ` and ${counted(reports, 'report')}`;
    return `would archive ${count('archive')}, remove ${counted(count('remove', 'snapshot'), 'snapshot')} and ${counted(count('remove', 'archive'), 'archive')}${andReports}, quarantine ${counted(count('quarantine'), 'file')}; nothing was written\n`;
  }
  const { archived, quarantined, removed, failures } = report;
  const failed = failures.length === 0 ? '' : `, failed ${failures.length} times`;
  return `archived ${archived.length}, removed ${removed.length}, quarantined ${counted(quarantined.length, 'file')}${failed}\n`;
}
