import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BatchReport } from '@create-dump/batching';
import { isSkipped, parseDumpName } from '@create-dump/core';
import { openDump, openFileSource, verifySnapshot } from '@create-dump/markdown-reader';
import { writeTree } from '@create-dump/tooling-testing';

const never = new AbortController().signal;

/** A workspace of `count` packages below `packages/`, each with a file of its own, and a file at the root. */
export function writeMonorepo(root: string, count: number, size = 1): void {
  const packages = Array.from({ length: count }, (_, number) => `packages/p${number}`);
  writeTree(root, {
    'package.json': JSON.stringify({ name: 'mono', private: true }),
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'README.md': '# mono\n',
    ...Object.fromEntries(
      packages.flatMap((path) => [
        [`${path}/package.json`, JSON.stringify({ name: basename(path), version: '1.0.0' })],
        [`${path}/src/index.ts`, `export const name = '${path}';\n`.repeat(size)],
      ]),
    ),
  });
}

/** The dumps of a directory, by name. */
export function dumpNames(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => parseDumpName(name) !== undefined)
    .sort();
}

/** What a directory holds besides dumps, checksum files and reports of batches. */
export function strayNames(directory: string): string[] {
  const isOurs = (name: string) =>
    parseDumpName(name.replace(/\.sha256$/, '.md')) !== undefined ||
    /^batch_[\d_]+(?:-\d+)?\.(?:json|md)$/.test(name);
  return readdirSync(directory).filter((name) => !isOurs(name));
}

/** Which dumps of a directory aren't what their checksum file and manifest say. */
export async function brokenDumps(directory: string): Promise<string[]> {
  const broken: string[] = [];
  for (const name of dumpNames(directory)) {
    const options = { spoolDirectory: directory, signal: never };
    const { ok, checksum } = await verifySnapshot(join(directory, name), options);
    if (!ok || checksum !== 'matches') broken.push(name);
  }
  return broken;
}

/** The report that was written last. */
export function lastReport(directory: string): BatchReport {
  const names = readdirSync(directory).filter((name) => /^batch_.*\.json$/.test(name));
  const [last = ''] = names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return JSON.parse(readFileSync(join(directory, last), 'utf8')) as BatchReport;
}

/** Paths of the files in all dumps of a report, relative to the batch's root. Those without content stand for themselves. */
export async function dumpedPaths({ projects }: BatchReport, directory: string): Promise<string[]> {
  const paths: string[] = [];
  for (const { directory: project, dump } of projects) {
    if (dump === null) continue;
    using source = await openFileSource(join(directory, dump), { spoolDirectory: directory });
    for await (const record of openDump(source).records(never)) {
      if (isSkipped(record) && record.skipped === 'excluded') continue;
      paths.push(project === '.' ? record.path : `${project}/${record.path}`);
    }
  }
  return paths.sort();
}
