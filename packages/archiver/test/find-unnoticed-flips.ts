import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { type ArchiveContents, verifyArchive } from '../src/index.js';

/**
 * Flips one bit in each byte of an archive in turn (all of them with ARCHIVER_RUNS set), and counts where that isn't
 * noticed, by whether the snapshot is the same.
 */
export async function findUnnoticedFlips(archive: Buffer, contents: ArchiveContents) {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'flipped');
  const unnoticed = { same: 0, changed: 0 };
  const step = process.env['ARCHIVER_RUNS'] === undefined ? 9 : 1;
  for (let bit = 0; bit < archive.length * 8; bit += step) {
    const bytes = Buffer.from(archive);
    bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    writeFileSync(path, bytes);
    const report = await verifyArchive(path);
    if (report.problem !== undefined) continue;
    const same = JSON.stringify(report.contents) === JSON.stringify(contents);
    unnoticed[same ? 'same' : 'changed']++;
  }
  return unnoticed;
}
