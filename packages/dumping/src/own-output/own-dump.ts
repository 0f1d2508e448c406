import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { constants as zlib, gunzipSync } from 'node:zlib';
import {
  checksumName,
  decodePath,
  parseChecksumLine,
  parseManifestEnd,
  toFsPath,
} from '@create-dump/core';
import { readHead } from '@create-dump/files';

const opening = '# Code dump: ';
const manifestOpening = '\n```jsonl\n{"format":"create-dump",';
const closing = '\n```\n';

/** Of RFC 1952, as latin1. */
const gzipMagic = '\u001f\u008b';

/** As much as `readHead` reads. */
export const headBytes = 2 ** 13;

/** Far more than the last line of a manifest has. */
const tailBytes = 2 ** 16;

/** Whether a file begins like a dump; `name` tells whether it is compressed. True also for one that is damaged further on. */
export function isDumpHead(head: Buffer | undefined, name: string): boolean {
  const text = head && name.endsWith('.gz') ? unpackHead(head) : head;
  return text?.toString('latin1', 0, opening.length) === opening;
}

/**
 * Whether a file of any name is a dump: it begins like one, and ends with the last line of a manifest that stands where that line
 * says. Of a compressed dump, which would have to be read whole for that, the checksum file beside it has to name it. Reads
 * more than the head only of a file that begins like a dump. False for anything but a regular file.
 */
export function isOwnDump(path: string): boolean {
  let file: number | undefined;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    const descriptor = openSync(toFsPath(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    file = descriptor;
    return isWholeDump(path, {
      size: () => fstatSync(descriptor).size,
      head: readHead,
      read(position, length) {
        const bytes = length <= shared.length ? shared : Buffer.alloc(length);
        const count = readSync(descriptor, bytes, 0, length, position);
        return bytes.toString('latin1', 0, count);
      },
    });
  } catch {
    // An unreadable file can't be proven ours.
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** For the heads of many files. */
const shared = Buffer.alloc(64);

/** Whether a file that is in memory is a dump, as {@link isOwnDump} tells. `read` returns a file's content by its path. */
export function isOwnDumpIn(path: string, read: (path: string) => Buffer | undefined): boolean {
  const content = read(path);
  if (content === undefined) return false;
  try {
    return isWholeDump(path, {
      size: () => content.length,
      head: (file) => read(file)?.subarray(0, headBytes),
      read: (position, length) => content.toString('latin1', position, position + length),
    });
  } catch {
    return false;
  }
}

interface Content {
  readonly size: () => number;
  readonly read: (position: number, length: number) => string;
  /** The beginning of this or another file. */
  readonly head: (path: string) => Buffer | undefined;
}

/** Throws for a last line that isn't a manifest's. */
function isWholeDump(path: string, { size, read, head }: Content): boolean {
  const start = read(0, opening.length);
  if (start.startsWith(gzipMagic)) return isNamedGzip(path, head);
  if (start !== opening) return false;
  const tail = read(Math.max(0, size() - tailBytes), tailBytes);
  if (!tail.endsWith(closing)) return false;
  const line = tail.slice(tail.lastIndexOf('\n', tail.length - closing.length - 1) + 1);
  const { manifestOffset } = parseManifestEnd(line.slice(0, -closing.length));
  const from = manifestOffset - manifestOpening.indexOf('{');
  return from > 0 && read(from, manifestOpening.length) === manifestOpening;
}

/** Whether a file begins like a compressed dump, and the checksum file beside it names it. */
function isNamedGzip(path: string, readHeadOf: Content['head']): boolean {
  if (!isDumpHead(readHeadOf(path), '.gz')) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const checksum = readHeadOf(path.slice(0, path.length - name.length) + checksumName(name));
  return parseChecksumLine(decodePath(checksum ?? Buffer.of()))?.fileName === name;
}

function unpackHead(head: Buffer): Buffer | undefined {
  try {
    return gunzipSync(head, { finishFlush: zlib.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}
