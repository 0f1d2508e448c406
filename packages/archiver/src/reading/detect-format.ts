import type { RegularFile } from '@create-dump/files';
import { archiveFault } from '../archive-fault.js';
import type { ArchiveFormat } from '../archive-name.js';
import { readBytes } from '../bytes/read-range.js';

/** The format of an archive by its first bytes; its name is only a hint. Throws `INTEGRITY` if it is neither. */
export async function detectFormat(file: RegularFile): Promise<ArchiveFormat> {
  if (file.size === 0) throw archiveFault(file.path, 'it is empty');
  const magic = await readBytes(file, 0, Math.min(file.size, 4));
  if (magic.equals(Buffer.from('PK\u0003\u0004'))) return 'zip';
  if (magic[0] === 0x1f && magic[1] === 0x8b) return 'tar.gz';
  throw archiveFault(file.path, 'it begins neither as a ZIP nor as a gzipped tar');
}
