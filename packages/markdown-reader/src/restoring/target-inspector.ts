import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import { decodePath, type FileRecord, toFsPath } from '@create-dump/core';
import { digestFile } from '../reading/digest-file.js';
import { existingName } from '../writing/existing-name.js';
import type { TargetEntry } from './restore-conflict.js';

/** A directory of the target on the way to the current record. */
interface Level {
  /** Ends in a slash; empty for the root. */
  readonly prefix: string;
  /** What is there instead of a directory; undefined if it is one. */
  readonly entry: TargetEntry | undefined;
  /** Names of its entries, read once. */
  readonly names: () => ReadonlySet<string>;
}

/** Finds out what an existing target has at the path of each record. Records must come in manifest order. */
export function createTargetInspector(
  root: string,
  signal?: AbortSignal,
): (record: FileRecord) => Promise<TargetEntry> {
  const levels: Level[] = [toLevel(root, '', undefined)];
  const top = () => levels.at(-1) ?? toLevel(root, '', undefined);

  const enter = (path: string) => {
    while (!path.startsWith(top().prefix)) levels.pop();
    for (;;) {
      const slash = path.indexOf('/', top().prefix.length);
      if (slash === -1) return;
      const directory = path.slice(0, slash);
      levels.push(toLevel(root, `${directory}/`, notDirectory(root, directory, top())));
    }
  };

  return async (record) => {
    enter(record.path);
    const level = top();
    if (level.entry !== undefined) return level.entry;
    const { stats, entry } = lookUp(root, record.path, level);
    return stats === undefined ? entry : inspect(root, { record, stats, signal });
  };
}

function toLevel(root: string, prefix: string, entry: TargetEntry | undefined): Level {
  let names: ReadonlySet<string> | undefined;
  const list = () =>
    readdirSync(toFsPath(`${root}/${prefix}`), { encoding: 'buffer' }).map((name) =>
      decodePath(name),
    );
  return { prefix, entry, names: () => (names ??= new Set(list())) };
}

function notDirectory(root: string, directory: string, parent: Level): TargetEntry | undefined {
  if (parent.entry !== undefined) return parent.entry;
  const { stats, entry } = lookUp(root, directory, parent);
  if (stats === undefined) return entry;
  return stats.isDirectory() ? undefined : { kind: 'blocked', by: directory };
}

function lookUp(root: string, path: string, { prefix, names }: Level) {
  const stats = lstatSync(toFsPath(`${root}/${path}`), { throwIfNoEntry: false });
  const entry: TargetEntry = { kind: 'absent' };
  if (stats === undefined) return { stats, entry };
  const name = path.slice(prefix.length);
  if (names().has(name)) return { stats, entry };
  const as = existingName(`${root}/${prefix}`, name) ?? name;
  return { stats: undefined, entry: { kind: 'folded', as: prefix + as } satisfies TargetEntry };
}

async function inspect(
  root: string,
  { record, stats, signal }: { record: FileRecord; stats: Stats; signal: AbortSignal | undefined },
): Promise<TargetEntry> {
  const path = `${root}/${record.path}`;
  const isLink = record.mode === '120000';
  if (stats.isSymbolicLink()) {
    const target = readlinkSync(toFsPath(path), { encoding: 'buffer' });
    const isSame = isLink && createHash('sha256').update(target).digest('hex') === record.sha256;
    return { kind: isSame ? 'same' : 'link' };
  }
  if (stats.isDirectory()) return { kind: 'directory' };
  if (!stats.isFile()) return { kind: 'special' };
  const isExecutable = (stats.mode & 0o100) !== 0;
  const couldBeSame =
    !isLink && stats.size === record.size && isExecutable === (record.mode === '100755');
  const isSame = couldBeSame && (await digestFile(path, signal)) === record.sha256;
  return { kind: isSame ? 'same' : 'file' };
}
