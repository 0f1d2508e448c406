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
  if (path.endsWith('.gz')) return isDumpHead(readHead(path), path) && isNamedByChecksum(path);
  let file: number | undefined;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    file = openSync(toFsPath(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    return readText(file, 0, opening.length) === opening && endsWithManifest(file);
  } catch {
    // An unreadable file can't be proven ours.
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function endsWithManifest(file: number): boolean {
  const { size } = fstatSync(file);
  const tail = readText(file, Math.max(0, size - tailBytes), tailBytes);
  if (!tail.endsWith(closing)) return false;
  const line = tail.slice(tail.lastIndexOf('\n', tail.length - closing.length - 1) + 1);
  const { manifestOffset } = parseManifestEnd(line.slice(0, -closing.length));
  const from = manifestOffset - manifestOpening.indexOf('{');
  return from > 0 && readText(file, from, manifestOpening.length) === manifestOpening;
}

function isNamedByChecksum(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const checksum = readHead(`${path.slice(0, -name.length)}${checksumName(name)}`);
  return parseChecksumLine(decodePath(checksum ?? Buffer.of()))?.fileName === name;
}

function unpackHead(head: Buffer): Buffer | undefined {
  try {
    return gunzipSync(head, { finishFlush: zlib.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}

function readText(file: number, position: number, length: number): string {
  const bytes = Buffer.alloc(length);
  return bytes.toString('latin1', 0, readSync(file, bytes, 0, length, position));
}
