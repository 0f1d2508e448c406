import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { type ArchiveContents, verifyArchive } from '../src/index.js';

/**
 * Flips every ninth bit of an archive in turn (every bit if ARCHIVER_RUNS is set), and counts the flips that verification doesn't
 * detect, by whether the snapshot stayed the same.
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
