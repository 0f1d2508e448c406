import { lstatSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { displayPath, toFsPath } from '@create-dump/core';
import { type ReadText, readTextFile } from '@create-dump/files';
import { mostFileMebibytes } from './document-limits.js';
import type { SettingIssue } from './setting-issue.js';

/** Names of the project file, by precedence within a directory. */
export const projectFileNames = [
  'create-dump.toml',
  '.create-dump.toml',
  'pyproject.toml',
  'package.json',
] as const;

export interface FoundProjectFile {
  readonly file: { readonly path: string; readonly text: string } | undefined;
  readonly issues: readonly SettingIssue[];
  readonly warnings: readonly string[];
}

/**
 * Finds the first file with settings in `root` (absolute) or above it. A pyproject.toml or package.json without our table is
 * skipped. So is a file above the root that belongs to neither the root's owner nor the superuser, with a warning: anyone can
 * put a file into /tmp.
 */
export async function findProjectFile(root: string): Promise<FoundProjectFile> {
  const warnings: string[] = [];
  const trusted = new Set([0, ownerOf(root, statSync) ?? 0]);
  for (const directory of withParents(root)) {
    for (const name of projectFileNames) {
      const path = join(directory, name);
      const read = readTextFile(path, mostFileMebibytes);
      if ('missing' in read) continue;
      // Other tools' files may be invalid.
      if (isShared(path) && !('text' in read && (await hasOurPart(path, read.text)))) continue;
      if (directory !== root && !isTrusted(path, read, trusted)) {
        warnings.push(
          `${displayPath(path)} is ignored: it belongs to another user (to use it, give it with --config)`,
        );
        continue;
      }
      if ('wrong' in read) {
        const issue = { place: displayPath(path), key: undefined, message: read.wrong };
        return { file: undefined, issues: [issue], warnings };
      }
      return { file: { path, text: read.text }, issues: [], warnings };
    }
  }
  return { file: undefined, issues: [], warnings };
}

function isShared(path: string): boolean {
  return ['pyproject.toml', 'package.json'].includes(basename(path));
}

/** Whether a file that many tools share has our table; an invalid file, whether it seems to have it. */
async function hasOurPart(path: string, text: string): Promise<boolean> {
  // Avoids loading a parser: most of these files don't mention create-dump.
  if (!text.includes('create-dump')) return false;
  if (path.endsWith('.json')) return hasOurMember(text);
  const { readSettingsDocument } = await import('./settings-document.js');
  const document = readSettingsDocument(path, text);
  if (!('issue' in document)) return document.table !== undefined;
  return /^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*["']?create-dump/m.test(text);
}

/** Whether a package.json has our member. Many mention create-dump as a dependency only. */
function hasOurMember(text: string): boolean {
  try {
    const whole: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof whole === 'object' && whole !== null && Object.hasOwn(whole, 'create-dump');
  } catch {
    return /"create-dump"\s*:\s*\{/.test(text);
  }
}

/** Whether the file, and the symbolic link that leads to it, belong to trusted users. */
function isTrusted(path: string, read: ReadText, trusted: ReadonlySet<number>): boolean {
  const link = ownerOf(path, lstatSync);
  const owners = [link, 'text' in read ? read.owner : link];
  return owners.every((owner) => owner !== undefined && trusted.has(owner));
}

function ownerOf(path: string, inquire: typeof statSync): number | undefined {
  try {
    return inquire(toFsPath(path)).uid;
  } catch {
    return undefined;
  }
}

function withParents(directory: string): readonly string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...withParents(parent)];
}
