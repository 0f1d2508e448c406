import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePaths, toFsPath } from '@create-dump/core';
import type { ProjectIdentity } from './batch-event.js';
import type { BatchReport, ProjectReport } from './batch-report.js';
import { progressName } from './staging.js';

/** What a report says from the beginning on. */
export type ReportHead = Omit<BatchReport, 'finished' | 'seconds' | 'outcome' | 'projects'>;

/** A project that the report will tell of. */
export interface LedgerProject extends ProjectIdentity {
  readonly prefix: string;
}

/** Gathers what becomes of each project, in memory and, for the case that the run is killed, beside the staged dumps. */
export interface BatchLedger {
  add(report: ProjectReport): void;
  /** In the order in which they came. */
  reports(): readonly ProjectReport[];
}

export function openLedger(
  staging: string,
  head: ReportHead,
  projects: readonly LedgerProject[],
): BatchLedger {
  const path = toFsPath(join(staging, progressName));
  const append = (line: unknown) => {
    try {
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    } catch {
      // Only a run that is killed needs it. What a full disk does to a dump is told by that dump.
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

/** What a ledger's file says; undefined if it doesn't even have its first line. Lines that a crash has cut are passed over. */
export function parseLedger(
  text: string,
): { readonly head: ReportHead; readonly reports: readonly ProjectReport[] } | undefined {
  const [first, ...lines] = text.split('\n').map(parseLine);
  if (first === undefined) return undefined;
  const { projects, ...head } = first as ReportHead & {
    readonly projects: readonly LedgerProject[];
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

/** The report of a project without a dump. */
export function emptyReport(
  { directory, name, prefix }: LedgerProject,
  rest: Pick<ProjectReport, 'outcome'> & Partial<ProjectReport>,
): ProjectReport {
  const nothing = { dump: null, sha256: null, treeSha256: null, files: 0, bytes: 0, skipped: 0 };
  return { directory, name, prefix, reason: null, ...nothing, seconds: 0, ...rest };
}

export function stoppedReport(project: LedgerProject): ProjectReport {
  const message = 'The run ended before this project was done.';
  return emptyReport(project, { outcome: 'stopped', reason: { code: 'STOPPED', message } });
}

/** The whole report. `finished` is null for a run that was killed. */
export function concludeReport(
  head: ReportHead,
  reports: readonly ProjectReport[],
  finished: Date | null,
): BatchReport {
  const projects = reports.toSorted((a, b) => comparePaths(a.directory, b.directory));
  const seconds =
    finished === null ? null : (finished.getTime() - new Date(head.started).getTime()) / 1000;
  return {
    ...head,
    finished: finished === null ? null : finished.toISOString(),
    seconds,
    outcome: judge(projects),
    projects,
  };
}

function judge(projects: readonly ProjectReport[]): BatchReport['outcome'] {
  const has = (...outcomes: readonly ProjectReport['outcome'][]) =>
    projects.some(({ outcome }) => outcomes.includes(outcome));
  if (has('stopped')) return 'stopped';
  if (!has('dumped', 'partly', 'kept', 'withheld'))
    return has('unaffected') && !has('failed') ? 'done' : 'failed';
  return has('failed', 'withheld', 'partly') ? 'partly' : 'done';
}
