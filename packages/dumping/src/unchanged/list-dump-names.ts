import { readdirSync } from 'node:fs';
import { type DumpName, decodePath, parseDumpName, toFsPath } from '@create-dump/core';

export interface KeptName extends DumpName {
  readonly fileName: string;
}

/** The names of a directory's dumps with this prefix, the newest first. A directory that can't be listed has none. */
export function listDumpNames(directory: string, prefix: string): readonly KeptName[] {
  const found: KeptName[] = [];
  for (const bytes of listNames(directory)) {
    const fileName = decodePath(bytes);
    const parts = parseDumpName(fileName);
    if (parts?.prefix === prefix) found.push({ ...parts, fileName });
  }
  return found.sort(newestFirst);
}

function listNames(directory: string): readonly Buffer[] {
  try {
    return readdirSync(toFsPath(directory), { encoding: 'buffer' });
  } catch {
    return [];
  }
}

function newestFirst(a: DumpName, b: DumpName): number {
  if (a.stamp === b.stamp) return b.sequence - a.sequence;
  return a.stamp < b.stamp ? 1 : -1;
}
