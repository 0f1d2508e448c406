import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { dumpProject } from '@create-dump/dumping';
import { findArchives, verifyArchived } from '@create-dump/snapshots';
import { checksumName, formatChecksumLine, stampToDate } from '@create-dump/core';
import { verifySnapshot } from '@create-dump/markdown-reader';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';

const never = new AbortController().signal;

export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** `p_all_code_dump_{stamp}.md`. */
export function dumpName(stamp: string, prefix = 'p'): string {
  return `${prefix}_all_code_dump_${stamp}.md`;
}

/** The bytes of a dump of one file with this text. It doesn't record its tree, so that all such dumps are one group. */
export async function dumpOf(text: string, compress = false): Promise<Buffer> {
  using tree = temporaryDirectory();
  writeTree(tree.path, { 'a.txt': text });
  const stream = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(stream),
    dumpProject(
      {
        selection: { root: tree.path },
        destination: { kind: 'stream', stream },
        contents: 'list',
        binary: 'list',
        compress,
        strict: false,
        name: 'p',
      },
      {
        process: { pid: 1, hostname: 'h', now: new Date() },
        tool: 'test',
        generatedAt: stampToDate('20260101_000000') ?? new Date(),
        isReproducible: true,
        observe: () => {},
        signal: never,
      },
    ).then(() => stream.end()),
  ]);
  return bytes;
}

/** Writes a dump under a name with its checksum file; returns its path. */
export function writePair(directory: string, name: string, dump: Uint8Array): string {
  writeFileSync(join(directory, name), dump);
  writeFileSync(join(directory, checksumName(name)), formatChecksumLine(digest(dump), name));
  return join(directory, name);
}

/** The names in the `archives/` of a directory, except that of the indexes. */
export function namesInArchives(directory: string): string[] {
  return readdirSync(join(directory, 'archives')).filter((name) => name !== 'index');
}

/** The digests of all dumps that are whole in a directory: live with their checksum file, or in a sound archive. */
export async function wholeDumps(directory: string): Promise<Set<string | undefined>> {
  const options = { spoolDirectory: directory, signal: never };
  const whole: (string | undefined)[] = [];
  for (const name of readdirSync(directory)) {
    if (!name.endsWith('.md')) continue;
    const { ok, checksum, sha256 } = await verifySnapshot(join(directory, name), options);
    if (ok && checksum === 'matches') whole.push(sha256);
  }
  for (const path of await findArchives(directory)) {
    const { ok, sha256 } = await verifyArchived(path, options);
    if (ok) whole.push(sha256);
  }
  return new Set(whole);
}

/** Everything below a directory with type, mode, size, times of change, and digest of the content. */
export function listing(root: string, directory = root): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(directory).sort()) {
    const path = join(directory, name);
    const stats = lstatSync(path);
    const { mode, size, mtimeMs, ino } = stats;
    const content = stats.isFile() ? digest(readFileSync(path)) : '';
    const facts = stats.isDirectory() ? [mode] : [mode, size, mtimeMs, ino, content];
    found.set(relative(root, path), facts.join(' '));
    if (stats.isDirectory()) for (const [key, value] of listing(root, path)) found.set(key, value);
  }
  return found;
}
