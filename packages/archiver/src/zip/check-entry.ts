import type { Entry } from 'yauzl';
import { displayPath } from '@create-dump/core';
import { archiveFault } from '../archive-fault.js';
import { decodeName } from '../member-name.js';
import type { MemberRule } from '../reading/member-rule.js';

/**
 * Checks a member's entry in the central directory and returns its name. Throws `INTEGRITY` unless the entry is that of a plain
 * file as this package writes it, with a safe name that every reader decodes alike.
 */
export function checkEntry(path: string, entry: Entry, rule: MemberRule): string {
  const name = readName(path, entry, rule);
  const problem = findFault(entry);
  if (problem === undefined) return name;
  throw archiveFault(path, `member ${displayPath(name)} ${problem}`);
}

function readName(
  path: string,
  { fileNameRaw, generalPurposeBitFlag }: Entry,
  rule: MemberRule,
): string {
  const name = decodeName(fileNameRaw);
  const shown = displayPath(fileNameRaw.toString('utf8'));
  if (name === undefined) throw archiveFault(path, `a member's name (${shown}) is not UTF-8`);
  const problem = rule.findNameFault(name);
  if (problem !== undefined) throw archiveFault(path, `a member's name (${shown}) ${problem}`);
  const isUtf8 = (generalPurposeBitFlag & 0x800) !== 0;
  if (!isUtf8 && Buffer.byteLength(name) !== name.length) {
    throw archiveFault(path, `a member's name (${shown}) is not marked as UTF-8`);
  }
  return name;
}

/** The end of a sentence, or undefined. */
function findFault(entry: Entry): string | undefined {
  const { generalPurposeBitFlag: flags, compressionMethod: method } = entry;
  if ((flags & 0x2041) !== 0) return 'is encrypted';
  // Data descriptor, UTF-8, and the two bits for the level of compression.
  if ((flags & ~0x080e) !== 0) return `has unknown flags (0x${flags.toString(16)})`;
  if (method !== 0 && method !== 8) return `is compressed by method ${method}, not by deflate`;
  const type = entry.externalFileAttributes >>> 28;
  if (type === 0xa) return 'is a symbolic link';
  if (type === 0x4 || (entry.externalFileAttributes & 0x10) !== 0) return 'is a directory';
  if (type !== 0x8) return 'is not a regular file';
  if (entry.externalFileAttributes !== plainFile || entry.internalFileAttributes !== 0) {
    return 'has attributes that no member of a snapshot has';
  }
  // Some readers take the name from an extra field.
  if (!entry.extraFieldRaw.equals(encodeZip64Field(entry))) return 'has extra fields';
  if (entry.fileCommentLength > 0) return 'has a comment';
  return undefined;
}

/** Unix: regular file, mode 0644. DOS: archive attribute. */
const plainFile = ((0o100644 << 16) | 0x20) >>> 0;

/** The one extra field that is allowed (APPNOTE 4.5.3); empty if all numbers fit into 32 bits. */
function encodeZip64Field(entry: Entry): Buffer {
  const { uncompressedSize, compressedSize, relativeOffsetOfLocalHeader } = entry;
  const numbers = [uncompressedSize, compressedSize, relativeOffsetOfLocalHeader];
  if (Math.max(...numbers) <= 0xffffffff) return Buffer.alloc(0);
  const field = Buffer.alloc(28);
  field.writeUInt16LE(1);
  field.writeUInt16LE(24, 2);
  numbers.forEach((number, at) => field.writeBigUInt64LE(BigInt(number), 4 + 8 * at));
  return field;
}
