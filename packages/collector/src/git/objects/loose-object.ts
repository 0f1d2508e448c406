import { inflateSync } from 'node:zlib';
import { readRegularFile } from '@create-dump/files';
import type { GitObject, ObjectHeader, ObjectKind } from './git-object.js';
import { inflateStart } from './inflate-start.js';

/**
 * Reads an object that has a file of its own; undefined if there is no such file.
 * @throws {Error} For a damaged file. The message is a clause.
 */
export function readLooseObject(objects: string, oid: string): GitObject | undefined {
  const data = readData(objects, oid);
  if (data === undefined) return undefined;
  const { kind, size, end } = inflateHeader(data);
  const inflated = inflateSync(data, { maxOutputLength: end + size });
  if (inflated.length !== end + size) throw new Error('its size does not match its header');
  return { kind, content: inflated.subarray(end) };
}

/** Like {@link readLooseObject}, but inflates only the header. */
export function readLooseHeader(objects: string, oid: string): ObjectHeader | undefined {
  const data = readData(objects, oid);
  return data && inflateHeader(data);
}

/** The largest size of a buffer. */
const limit = 2 ** 32;

function readData(objects: string, oid: string): Buffer | undefined {
  return readRegularFile(`${objects}/${oid.slice(0, 2)}/${oid.slice(2)}`, {
    limit,
    followLink: true,
  });
}

function inflateHeader(data: Buffer): ObjectHeader & { readonly end: number } {
  const start = inflateStart(data);
  const end = start.indexOf(0) + 1;
  const match = /^(commit|tree|blob|tag) (\d{1,15})\0$/.exec(start.toString('latin1', 0, end));
  if (match === null) throw new Error('it has no header');
  return { kind: match[1] as ObjectKind, size: Number(match[2]), end };
}
