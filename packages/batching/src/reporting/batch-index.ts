import { displayPath, formatByteSize } from '@create-dump/core';
import { reportIndexHead } from '@create-dump/dumping';
import type { ProjectOutcome } from '../batch-event.js';
import type { BatchReport, ProjectReport } from '../batch-report.js';

/** The Markdown index of a batch: all projects, with links to their dumps. */
export function formatIndex(report: BatchReport, reportName: string): string {
  const { root, generated, tool, projects } = report;
  const missing = projects.filter(({ reason }) => reason !== null);
  return [
    `${reportIndexHead}${escape(lastName(root))}\n`,
    `\n| Fact | Value |\n|---|---|\n`,
    `| Generated | ${generated} |\n`,
    `| Projects | ${countOutcomes(projects)} |\n`,
    `| Report | [${reportName}](${reportName}) |\n`,
    `| Tool | ${escape(tool)} |\n`,
    `\n| project | name | files | bytes | tree digest |\n|---|---|--:|--:|---|\n`,
    ...projects.map(toRow),
    ...(missing.length === 0 ? [] : ['\n## Problems\n\n', ...missing.map(toReason)]),
  ].join('');
}

function toRow(report: ProjectReport): string {
  const { directory, name, outcome, dump, files, bytes, treeSha256 } = report;
  const where = escape(directory);
  const link = dump === null ? where : `[${where}](${encodeURIComponent(dump)})`;
  const note = outcome === 'dumped' ? '' : `, *${outcomeWords[outcome]}*`;
  const facts =
    dump === null ? ['', '', ''] : [grouped(files), formatByteSize(bytes), shorten(treeSha256)];
  return `| ${[`${link}${note}`, escape(name), ...facts].join(' | ')} |\n`;
}

function shorten(digest: string | null): string {
  return digest === null ? '' : `\`${digest.slice(0, 12)}…\``;
}

function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

function toReason({ directory, outcome, reason }: ProjectReport): string {
  return `- **${escape(directory)}**: ${outcomeWords[outcome]}. ${escape(reason?.message ?? '')}\n`;
}

/** The number of projects with each outcome: `12 dumped, 1 failed`. */
export function countOutcomes(projects: readonly ProjectReport[]): string {
  const counts = new Map<ProjectOutcome, number>();
  for (const { outcome } of projects) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const order = Object.keys(outcomeWords) as ProjectOutcome[];
  return order
    .filter((outcome) => counts.has(outcome))
    .map((outcome) => `${counts.get(outcome)} ${outcomeWords[outcome]}`)
    .join(', ');
}

const outcomeWords: Readonly<Record<ProjectOutcome, string>> = {
  dumped: 'dumped',
  unchanged: 'unchanged',
  partly: 'dumped in part',
  kept: 'dumped earlier',
  unaffected: 'unaffected',
  empty: 'without files',
  withheld: 'withheld',
  failed: 'failed',
  stopped: 'not reached',
};

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || path;
}

/** Escapes a path or message for use as plain text in Markdown. */
function escape(text: string): string {
  return displayPath(text)
    .replaceAll(/[\\`*_[\]<>|~&]/g, String.raw`\$&`)
    .replaceAll('\n', ' ');
}
