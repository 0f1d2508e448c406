import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A run in the history's file, as its last line has it. */
export interface RunLine {
  readonly id: string;
  readonly run: string;
  readonly due: string;
  readonly started: string;
  readonly finished: string | null;
  readonly outcome: string | null;
  readonly exitCode: number | null;
  readonly report: string | null;
  readonly skipped: { readonly count: number; readonly last: string } | null;
}

/** The runs of a history, by its specification: the last complete line of each id counts. Throws if a complete line is no JSON. */
export function readHistory(path: string): readonly RunLine[] {
  const text = readFileSync(path, 'utf8');
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  const runs = new Map<string, RunLine>();
  for (const line of lines.map((one) => JSON.parse(one) as RunLine)) {
    if ('id' in line) runs.set(line.id, line);
  }
  return [...runs.values()];
}

/** Writes the history of a service that was down for two days: runs that are due each minute have been missed, so they start at once. */
export function writeMissedRuns(path: string, runs: readonly string[], timezone: string): void {
  const since = new Date(Date.now() - 2 * 86_400_000).toISOString();
  mkdirSync(dirname(path), { recursive: true });
  const lines = runs.map((run) =>
    JSON.stringify({ run, schedule: `* * * * * ${timezone}`, since }),
  );
  writeFileSync(path, `${lines.join('\n')}\n`);
}
