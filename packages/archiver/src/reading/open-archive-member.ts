import { PassThrough, type Readable } from 'node:stream';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { openRegularFile, type OpenRegularFile, toFailure } from '@create-dump/files';
import type { ReadOptions } from './open-members.js';
import { readArchive } from './read-archive.js';

/**
 * Streams the content of one member. The stream ends only after the whole archive was read and found sound; don't rely on the
 * data before that. Otherwise it fails with `INTEGRITY`, `READ_FAILED`, or `USAGE` if there is no such member.
 */
export async function openArchiveMember(
  path: string,
  name: string,
  options: ReadOptions = {},
): Promise<Readable> {
  const file = await openRegularFile(path);
  const stream = new PassThrough();
  void feed(stream, file, name, options);
  return stream;
}

/** Ends or fails the stream; never rejects. */
async function feed(
  stream: PassThrough,
  file: OpenRegularFile,
  name: string,
  options: ReadOptions,
): Promise<void> {
  try {
    const write = (piece: Uint8Array) => writeTo(stream, piece);
    const take = async (member: string) => (member === name ? write : undefined);
    const { dump, checksum } = await readArchive(file, options, take);
    if (![dump.name, checksum.name].includes(name)) throw noSuchMember(file.path, name, dump.name);
    stream.end();
  } catch (error) {
    const failure = toFailure('READ_FAILED', error, `reading ${displayPath(file.path)}`);
    stream.destroy(options.signal?.aborted ? options.signal.reason : failure);
  } finally {
    await file[Symbol.asyncDispose]();
  }
}

/** Resolves when the reader can take more; rejects when it is gone. */
function writeTo(stream: PassThrough, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(Buffer.from(piece), (error) => (error ? reject(error) : resolve()));
  });
}

function noSuchMember(path: string, name: string, dump: string): CreateDumpError {
  const message = `${displayPath(path)} has no member ${displayPath(name)}; its dump is ${displayPath(dump)}.`;
  return new CreateDumpError('USAGE', message);
}
