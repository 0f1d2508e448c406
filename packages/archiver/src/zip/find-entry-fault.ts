import type { Entry } from 'yauzl';
import { encodeZip64Field } from './encode-zip64-field.js';

/** What is wrong with a member's entry in the directory, as the end of a sentence, or undefined. */
export function findEntryFault(entry: Entry): string | undefined {
  const { generalPurposeBitFlag: flags, compressionMethod: method } = entry;
  if ((flags & 0x2041) !== 0) return 'is encrypted';
  // Descriptor, UTF-8 and the two bits that tell how hard deflate tried.
  if ((flags & ~0x080e) !== 0) return `has flags (0x${flags.toString(16)}) of unknown meaning`;
  if (method !== 0 && method !== 8) return `is compressed by method ${method}, not by deflate`;
  const type = entry.externalFileAttributes >>> 28;
  if (type === 0xa) return 'is a symbolic link';
  if (type === 0x4 || (entry.externalFileAttributes & 0x10) !== 0) return 'is a directory';
  if (type !== 0x8) return 'is not a plain file';
  if (entry.externalFileAttributes !== plainFile || entry.internalFileAttributes !== 0) {
    return 'has attributes that no member of a snapshot has';
  }
  // Other fields may rename a member for some readers.
  if (!entry.extraFieldRaw.equals(encodeZip64Field(entry))) return 'has extra fields';
  if (entry.fileCommentLength > 0) return 'has a comment';
  return undefined;
}

/** Unix: a file with mode 0644; DOS: to be archived. */
const plainFile = ((0o100644 << 16) | 0x20) >>> 0;
