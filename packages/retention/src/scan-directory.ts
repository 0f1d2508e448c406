import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { comparePaths, decodePath, toFsPath } from '@create-dump/core';
import { errorCode } from '@create-dump/files';
import { type FileKind, identifyFile, kindNames, type KnownFile } from './known-file.js';
import type { NameFilter } from './name-filter.js';
import { dumpNames, parseStem, roleOf } from './name-role.js';

/** A file that resembles ours but isn't, or that can't be judged. It is never touched. */
export interface LeftAlone {
  readonly path: string;
  readonly why:
    | 'name'
    | 'pattern'
    | Exclude<FileKind, 'file'>
    | 'obstructed'
    | 'same-file'
    | 'unreadable';
  readonly message: string;
}

/** The files of one stem. */
export interface StemFiles {
  readonly stem: string;
  readonly dumps: KnownFile[];
  checksum?: KnownFile;
  signature?: KnownFile;
  pinned: boolean;
  /** Something that can't be part of a snapshot has the name of a dump, the checksum file or its signature. */
  obstructed: boolean;
}

/** All files of a stem but pins. */
export function filesOf({ dumps, checksum, signature }: StemFiles): readonly KnownFile[] {
  return [...dumps, ...(checksum ? [checksum] : []), ...(signature ? [signature] : [])];
}

export interface DirectoryScan {
  /** Sorted by name. */
  readonly stems: readonly StemFiles[];
  readonly leftAlone: readonly LeftAlone[];
  /** Paths of subdirectories (not of symbolic links to them), sorted by name. */
  readonly directories: readonly string[];
}

/**
 * Classifies the entries of a directory by name and kind, restricted to `groups` if given. Throws what the system throws.
 */
export async function scanDirectory(
  directory: string,
  filter: NameFilter,
  groups: ReadonlySet<string> | undefined,
): Promise<DirectoryScan> {
  const entries = await readdir(toFsPath(directory), { withFileTypes: true, encoding: 'buffer' });
  const directories: string[] = [];
  const names: string[] = [];
  for (const entry of entries) {
    const name = decodePath(entry.name);
    if (groups === undefined || isInGroups(name, groups)) names.push(name);
    if (entry.isDirectory()) directories.push(join(directory, name));
  }
  const found = await sortNames(directory, names.sort(comparePaths), filter);
  return { ...found, directories: directories.sort(comparePaths) };
}

function isInGroups(name: string, groups: ReadonlySet<string>): boolean {
  const role = roleOf(name);
  return 'stem' in role && groups.has(parseStem(role.stem)?.prefix ?? '');
}

async function sortNames(directory: string, names: readonly string[], filter: NameFilter) {
  const stems = new Map<string, StemFiles>();
  const leftAlone: LeftAlone[] = [];
  const roles = names.map((name) => ({ name, ...roleOf(name) }));
  const matching = filter(roles.flatMap(filterNames));
  for (const entry of roles) {
    const path = join(directory, entry.name);
    if (entry.role === 'other') continue;
    if (entry.role === 'look-alike') {
      leftAlone.push({ path, why: 'name', message: 'It does not have the name of a dump.' });
      continue;
    }
    const { role, stem } = entry;
    const files = stems.get(stem) ?? { stem, dumps: [], pinned: false, obstructed: false };
    stems.set(stem, files);
    if (!filterNames(entry).some((name) => matching.has(name))) {
      leftAlone.push({ path, why: 'pattern', message: 'The dump pattern does not match it.' });
      files.obstructed ||= role === 'dump';
      continue;
    }
    if (role === 'pin') files.pinned = true;
    else await place(path, role, files, leftAlone);
  }
  return { stems: [...stems.values()], leftAlone };
}

/** The names to test against the pattern: a dump's own name; for other files, the names their dump may have. */
function filterNames(
  entry: { readonly name: string } & ReturnType<typeof roleOf>,
): readonly string[] {
  if (entry.role === 'dump') return [entry.name];
  return 'stem' in entry ? dumpNames(entry.stem) : [];
}

async function place(
  path: string,
  role: 'dump' | 'checksum' | 'signature',
  files: StemFiles,
  leftAlone: LeftAlone[],
): Promise<void> {
  const found = await identify(path);
  if (found === undefined) return;
  if (typeof found === 'object') {
    if (role === 'dump') files.dumps.push(found);
    else files[role] = found;
    return;
  }
  files.obstructed = true;
  const message = found === 'unreadable' ? "It can't be read." : `It is ${kindNames[found]}.`;
  leftAlone.push({ path, why: found, message });
}

async function identify(path: string) {
  try {
    return await identifyFile(path);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return 'unreadable';
  }
}
