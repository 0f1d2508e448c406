/*
 * Reading gzipped tars. An open file comes in; its members come out, with their contents as verified streams. Only what
 * this package writes is accepted: one gzip member, and in it ustar with a pax header where a name needs one.
 */
import { displayPath } from '@create-dump/core';
import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import { type ArchiveLimits, checkLimits } from '../reading/archive-limits.js';
import type { ArchivedFile } from '../reading/archived-file.js';
import { type ByteReader, createByteReader } from '../bytes/byte-reader.js';
import { gunzipFile } from './gunzip-file.js';
import type { MemberRule } from '../reading/member-rule.js';
import { decodeTarHeader, decodeTarPath, tarBlock, type TarHeader } from './tar-header.js';

/**
 * Yields the members of a gzipped tar: regular files in ustar, each after a pax header if ustar can't hold its name. Exactly two
 * blocks of zeros must follow, and nothing else. Throws `INTEGRITY`.
 */
export async function* readTarGzip(
  file: RegularFile,
  rule: MemberRule,
  limits: ArchiveLimits,
): AsyncGenerator<ArchivedFile> {
  const fault = (what: string) => archiveFault(file.path, what);
  const unpacked = gunzipFile(file);
  try {
    const reader = createByteReader(unpacked, () => fault('its tar ends too early'));
    yield* readMembers(reader, file, { rule, limits, fault });
    await expectZeros(reader, tarBlock, fault);
    if (!(await reader.atEnd())) throw fault('bytes follow the end of its tar');
  } finally {
    await unpacked.return(undefined);
  }
}

type Fault = (what: string) => Error;

interface Judgement {
  readonly rule: MemberRule;
  readonly limits: ArchiveLimits;
  readonly fault: Fault;
}

/** Stops after the first of the two blocks of zeros. */
async function* readMembers(
  reader: ByteReader,
  file: RegularFile,
  { rule, limits, fault }: Judgement,
): AsyncGenerator<ArchivedFile> {
  for (;;) {
    const header = await readHeader(reader, rule, fault);
    if (header === undefined) return;
    const { name, size } = header;
    checkLimits({ path: file.path, name, size, compressedSize: file.size }, limits);
    let taken = false;
    const content = () => {
      taken = true;
      return reader.pass(size);
    };
    yield { name, size, content };
    if (!taken) await drain(reader.pass(size));
    await expectZeros(reader, paddingOf(size), fault);
  }
}

/** Undefined at a block of zeros. */
async function readHeader(
  reader: ByteReader,
  rule: MemberRule,
  fault: Fault,
): Promise<TarHeader | undefined> {
  const block = await reader.take(tarBlock);
  if (isZero(block)) return undefined;
  const header = decodeTarHeader(block, rule, fault);
  if (header.type !== 'x') return requirePlainFile(header, rule, fault);
  if (header.size > rule.longestPax) throw fault('it has an unknown kind of tar header');
  const path = decodeTarPath(await reader.take(header.size), fault);
  await expectZeros(reader, paddingOf(header.size), fault);
  const next = decodeTarHeader(await reader.take(tarBlock), rule, fault);
  return requirePlainFile({ ...next, name: path }, rule, fault);
}

const types: Readonly<Record<string, string>> = {
  '1': 'a hard link',
  '2': 'a symbolic link',
  '3': 'a device',
  '4': 'a device',
  '5': 'a directory',
  '6': 'a FIFO',
};

function requirePlainFile(header: TarHeader, rule: MemberRule, fault: Fault): TarHeader {
  const { name, type, linked } = header;
  const problem = rule.findNameFault(name);
  if (problem !== undefined) throw fault(`a member's name (${displayPath(name)}) ${problem}`);
  if (type !== '0') {
    throw fault(`member ${displayPath(name)} is ${types[type] ?? 'not a regular file'}`);
  }
  if (linked) throw fault(`member ${displayPath(name)} is both a file and a link`);
  return header;
}

async function expectZeros(reader: ByteReader, length: number, fault: Fault): Promise<void> {
  if (isZero(await reader.take(length))) return;
  throw fault('its tar has bytes between members');
}

function paddingOf(size: number): number {
  return (tarBlock - (size % tarBlock)) % tarBlock;
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces);
}
