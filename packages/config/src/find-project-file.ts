import { lstatSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { displayPath, toFsPath } from '@create-dump/core';
import { type ReadText, readTextFile } from '@create-dump/files';
import { mostFileMebibytes } from './document-limits.js';
import { namesOf, ownProgram, type ProgramNames } from './program-names.js';
import type { SettingIssue } from './setting-issue.js';

/** Names of create-dump's project file, by precedence within a directory. */
export const projectFileNames: readonly string[] = namesOf(ownProgram).fileNames;

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
export async function findProjectFile(
  root: string,
  names: ProgramNames,
): Promise<FoundProjectFile> {
  const warnings: string[] = [];
  const trusted = new Set([0, ownerOf(root, statSync) ?? 0]);
  for (const directory of withParents(root)) {
    for (const name of names.fileNames) {
      const path = join(directory, name);
      const read = readTextFile(path, mostFileMebibytes);
      if ('missing' in read) continue;
      // Other tools' files may be invalid.
      if (isShared(path) && !('text' in read && (await hasOurPart(path, read.text, names))))
        continue;
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
async function hasOurPart(path: string, text: string, names: ProgramNames): Promise<boolean> {
  const { program } = names;
  // Avoids loading a parser: most of these files don't mention the program.
  if (!text.includes(program)) return false;
  if (path.endsWith('.json')) return hasOurMember(text, program);
  const { readSettingsDocument } = await import('./settings-document.js');
  const document = readSettingsDocument(path, text, names);
  if (!('issue' in document)) return document.table !== undefined;
  return RegExp(String.raw`^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*["']?${program}`, 'm').test(text);
}

/** Whether a package.json has our member. Many mention the program as a dependency only. */
function hasOurMember(text: string, program: string): boolean {
  try {
    const whole: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof whole === 'object' && whole !== null && Object.hasOwn(whole, program);
  } catch {
    return RegExp(String.raw`"${program}"\s*:\s*\{`).test(text);
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
