import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { toFsPath } from '@create-dump/core';
import type { ProjectReport } from '../batch-report.js';
import type { ReportHead } from '../reporting/conclude-report.js';
import { type ReportedProject, stoppedReport } from '../reporting/project-report.js';
import { ledgerName } from './staging-directory.js';

/** Collects the outcome of each project, in memory and, in case the run is killed, in the staging directory. */
export interface BatchLedger {
  add(report: ProjectReport): void;
  /** In the order in which they were added. */
  reports(): readonly ProjectReport[];
}

export function openLedger(
  staging: string,
  head: ReportHead,
  projects: readonly ReportedProject[],
): BatchLedger {
  const path = toFsPath(join(staging, ledgerName));
  const append = (line: unknown) => {
    try {
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    } catch {
      // Only recovery after a kill reads the file. A full disk also fails the dumps, which report it.
    }
  };
  const known = projects.map(({ directory, name, prefix }) => ({ directory, name, prefix }));
  append({ ...head, projects: known });
  const reports: ProjectReport[] = [];
  return {
    add(report) {
      reports.push(report);
      append(report);
    },
    reports: () => reports,
  };
}

/** Parses a ledger's file. Undefined if its first line is incomplete; later lines that a crash cut short are ignored. */
export function parseLedger(
  text: string,
): { readonly head: ReportHead; readonly reports: readonly ProjectReport[] } | undefined {
  const [first, ...lines] = text.split('\n').map(parseLine);
  if (first === undefined) return undefined;
  const { projects, ...head } = first as ReportHead & {
    readonly projects: readonly ReportedProject[];
  };
  const finished = lines.filter((line) => line !== undefined) as ProjectReport[];
  const seen = new Set(finished.map(({ directory }) => directory));
  const unfinished = projects.filter(({ directory }) => !seen.has(directory));
  return { head, reports: [...finished, ...unfinished.map((project) => stoppedReport(project))] };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
