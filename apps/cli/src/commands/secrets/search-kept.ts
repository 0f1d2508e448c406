import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type ContentRecord,
  CreateDumpError,
  displayPath,
  type Observe,
  type SecretFinder,
} from '@create-dump/core';
import { listHistories, searchSnapshots, type UnreadManifests } from '@create-dump/snapshots';
import { historyContext } from '../../inputs/history-context.js';
import { openDumpSource } from '../../inputs/open-dump-source.js';
import type { World } from '../../process/world.js';
import { createSecretSearch } from './create-secret-search.js';
import type { KeptSecret } from './finding-text.js';
import { searchDump } from './search-dump.js';

export interface KeptSearch {
  /** Dumps, archives and directories of snapshots, as given. */
  readonly paths: readonly string[];
  readonly group: string | undefined;
  readonly wants: (path: string) => boolean;
  readonly finder: SecretFinder;
  /** Receives what was found in a content that is as it should be. */
  readonly onFound: (secrets: readonly KeptSecret[]) => Promise<void>;
}

export interface KeptSearchReport extends UnreadManifests {
  /** Contents that were searched, and those that dumps only list. */
  readonly contents: number;
  readonly notHeld: number;
}

/** Searches the contents of what is kept: of directories each content once, of single dumps all. */
export async function searchKept(
  search: KeptSearch,
  world: World,
  observe: Observe,
): Promise<KeptSearchReport> {
  const given = search.paths.map((path) => ({ given: path, path: resolve(world.cwd, path) }));
  const directories = given.filter(({ path }) => isDirectory(path)).map(({ path }) => path);
  const dumps = given.filter(({ path }) => !isDirectory(path));
  const reports: KeptSearchReport[] = [];
  if (directories.length > 0)
    reports.push(await searchHistory(directories, search, world, observe));
  for (const { given: dump } of dumps) reports.push(await searchOne(dump, search, world));
  const sum = (of: (report: KeptSearchReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  return {
    contents: sum(({ contents }) => contents),
    notHeld: sum(({ notHeld }) => notHeld),
    unread: sum(({ unread }) => unread),
    problems: reports.flatMap(({ problems }) => problems),
  };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function searchHistory(
  directories: readonly string[],
  { group, wants, finder, onFound }: KeptSearch,
  world: World,
  observe: Observe,
): Promise<KeptSearchReport> {
  const context = historyContext(world, observe);
  const { snapshots, problems } = await listHistories(directories, group, context);
  const report = await searchSnapshots(
    snapshots,
    {
      wants,
      searchIn: (record) => createSecretSearch(finder, record),
      onContent: (findings, { places }) =>
        onFound(findings.map((finding) => ({ finding, at: { places } }))),
    },
    context,
  );
  return { ...report, problems: [...problems, ...report.problems] };
}

async function searchOne(
  dump: string,
  { wants, finder, onFound }: KeptSearch,
  world: World,
): Promise<KeptSearchReport> {
  const problems: { path: string; message: string }[] = [];
  const add = (message: string) => problems.push({ path: dump, message });
  const at = { dump: displayPath(dump) };
  const options = {
    wants,
    searchIn: (record: ContentRecord) => createSecretSearch(finder, record),
    onContent: (findings: ReturnType<ReturnType<typeof createSecretSearch>['finish']>) =>
      onFound(findings.map((finding) => ({ finding, at }))),
    onDamage: add,
    signal: world.signal,
  };
  try {
    using source = await openDumpSource(dump, world);
    return { ...(await searchDump(source, options)), unread: 0, problems };
  } catch (error) {
    if (!(error instanceof CreateDumpError) || !damage.has(error.code)) throw error;
    add(error.message);
    return { contents: 0, notHeld: 0, unread: 0, problems };
  }
}

const damage: ReadonlySet<string> = new Set(['INTEGRITY', 'DUMP_MALFORMED']);
