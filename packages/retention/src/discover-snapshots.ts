import { basename, dirname } from 'node:path';
import { comparePaths, CreateDumpError, displayPath } from '@create-dump/core';
import { errorCode, toFailure } from '@create-dump/files';
import { groupItems } from './group-items.js';
import { nameKey } from './known-file.js';
import { createNameFilter, type NameFilter } from './name-filter.js';
import { type Orphan, type Pair, pairFiles } from './pair-files.js';
import type { IdentifyTree, ProveSnapshot } from './prove-snapshot.js';
import {
  type DirectoryScan,
  filesOf,
  type LeftAlone,
  scanDirectory,
  type StemFiles,
} from './scan-directory.js';
import { type Snapshot, toSnapshot } from './snapshot.js';

export interface SnapshotGroup {
  readonly prefix: string;
  /** See `Snapshot.tree`. */
  readonly tree: string | undefined;
  /** Oldest first. */
  readonly snapshots: readonly Snapshot[];
}

/** Everything found. Lists are sorted by path. */
export interface SnapshotDiscovery {
  /** Sorted by prefix, then by tree; dumps that don't record their tree come first. */
  readonly groups: readonly SnapshotGroup[];
  readonly orphans: readonly Orphan[];
  /** Damaged: the dump doesn't match its checksum file or its manifest. */
  readonly mismatches: readonly Pair[];
  readonly leftAlone: readonly LeftAlone[];
}

export interface DiscoverSnapshotsOptions {
  /** Absolute. */
  readonly directory: string;
  /** Search subdirectories as well, except quarantines and symbolic links. Default: false. */
  readonly search?: boolean;
  /** Consider and report only snapshots with these prefixes. Default: all. */
  readonly groups?: readonly string[];
  /** A regular expression that must match a part of the dump's name. Default: all names match. */
  readonly dumpPattern?: string;
  readonly prove: ProveSnapshot;
  /** Default: no dump records its tree. */
  readonly identify?: IdentifyTree;
  readonly signal: AbortSignal;
}

/**
 * Finds the snapshots in a directory: pairs of regular files with the names of a dump and its checksum file, proven by reading
 * them, and the signatures of checksum files, which nothing proves here. Changes nothing.
 * @throws {CreateDumpError} `READ_FAILED` if the directory can't be listed, `USAGE` if the pattern isn't a regular expression or
 * takes too long. Rejects with the signal's reason, and with what `prove` throws.
 */
export async function discoverSnapshots(
  options: DiscoverSnapshotsOptions,
): Promise<SnapshotDiscovery> {
  const { directory, search = false, groups, dumpPattern, signal } = options;
  const { prove, identify = async () => undefined } = options;
  const filter = createNameFilter(dumpPattern);
  const wanted = groups && new Set(groups);
  const found: Findings = {
    seen: new Map(),
    snapshots: [],
    orphans: [],
    mismatches: [],
    leftAlone: [],
  };
  const directories = [directory];
  // Grows during the iteration.
  for (const path of directories) {
    signal.throwIfAborted();
    const scan = await listDirectory({ path, isTop: path === directory, filter, groups: wanted });
    for (const entry of scan.leftAlone) found.leftAlone.push(entry);
    for (const files of scan.stems) {
      signal.throwIfAborted();
      await judgeReadable({ directory: path, files, prove, identify }, found);
    }
    if (!search) break;
    for (const below of scan.directories) if (!isQuarantine(below)) directories.push(below);
  }
  return arrange(found);
}

interface Findings {
  /** Paths by {@link nameKey}. */
  readonly seen: Map<string, string>;
  readonly snapshots: Snapshot[];
  readonly orphans: Orphan[];
  readonly mismatches: Pair[];
  readonly leftAlone: LeftAlone[];
}

interface Work {
  readonly directory: string;
  readonly files: StemFiles;
  readonly prove: ProveSnapshot;
  readonly identify: IdentifyTree;
}

async function listDirectory({
  path,
  isTop,
  filter,
  groups,
}: {
  readonly path: string;
  readonly isTop: boolean;
  readonly filter: NameFilter;
  readonly groups: ReadonlySet<string> | undefined;
}): Promise<DirectoryScan> {
  try {
    return await scanDirectory(path, filter, groups);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const failure = toFailure('READ_FAILED', error, `listing ${displayPath(path)}`);
    if (isTop) throw failure;
    return {
      stems: [],
      leftAlone: [{ path, why: 'unreadable', message: failure.message }],
      directories: [],
    };
  }
}

/** If a file can't be read, or has vanished, all files of its stem are left alone. */
async function judgeReadable(work: Work, found: Findings): Promise<void> {
  if (isSeen(work.files, found)) return;
  try {
    await judge(work, found);
  } catch (error) {
    const isReadFailure = error instanceof CreateDumpError && error.code === 'READ_FAILED';
    if (!isReadFailure && !isSystemError(error)) throw error;
    for (const { path } of filesOf(work.files)) {
      const { message } = toFailure('READ_FAILED', error, 'reading it or its other half');
      found.leftAlone.push({ path, why: 'unreadable', message });
    }
  }
}

/** If two paths lead to the same file, only the first counts: otherwise one could be removed as a copy of the other. */
function isSeen(stem: StemFiles, { seen, leftAlone }: Findings): boolean {
  const files = filesOf(stem);
  const twin = files.map((file) => seen.get(nameKey(file))).find((path) => path !== undefined);
  for (const file of files) {
    if (twin === undefined) seen.set(nameKey(file), file.path);
    else {
      const message = `It, or its other half, is the same file as ${displayPath(twin)}.`;
      leftAlone.push({ path: file.path, why: 'same-file', message });
    }
  }
  return twin !== undefined;
}

async function judge({ directory, files, prove, identify }: Work, found: Findings): Promise<void> {
  const { pair, orphans, leftAlone } = await pairFiles(directory, files);
  found.orphans.push(...orphans);
  found.leftAlone.push(...leftAlone);
  if (pair === undefined) return;
  const { dump, checksum } = pair;
  const proof = await prove({ dump: dump.path, checksum: checksum.path });
  if (proof === 'mismatch') {
    found.mismatches.push(pair);
    return;
  }
  const snapshot = proof === 'proven' ? await toSnapshot(pair, files, identify) : undefined;
  if (snapshot !== undefined) found.snapshots.push(snapshot);
  else {
    const message = "It can't be verified: it, or its checksum file, can't be read.";
    found.leftAlone.push({ path: dump.path, why: 'unreadable', message });
  }
}

function isSystemError(error: unknown): boolean {
  return /^E[A-Z0-9]+$/.test(errorCode(error) ?? '');
}

function isQuarantine(path: string): boolean {
  return basename(path) === 'quarantine' && basename(dirname(path)) === 'archives';
}

function arrange({ snapshots, orphans, mismatches, leftAlone }: Findings): SnapshotDiscovery {
  return {
    groups: groupItems(snapshots).map((group) => ({
      prefix: group[0]?.prefix ?? '',
      tree: group[0]?.tree,
      snapshots: group,
    })),
    orphans: orphans.sort((a, b) => comparePaths(a.file.path, b.file.path)),
    mismatches: mismatches.sort((a, b) => comparePaths(a.dump.path, b.dump.path)),
    leftAlone: leftAlone.sort((a, b) => comparePaths(a.path, b.path)),
  };
}
