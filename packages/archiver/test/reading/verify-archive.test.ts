import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createArchiver, verifyArchive } from '../../src/index.js';
import { destination, quiet } from '../destination.js';
import { writeSnapshot } from '../write-snapshot.js';

const splice = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(40),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    // Numbers with a special meaning in ZIP.
    fc.constantFrom([0xff, 0xff], [0xff, 0xff, 0xff, 0xff], [0x50, 0x4b, 5, 6], [0x50, 0x4b, 6, 7]),
  ),
});

test.each(['zip', 'tar.gz'] as const)(
  'whatever is done to an archive (%s) ends in a report that does not claim too much',
  async (format) => {
    using directory = temporaryDirectory();
    const name = writeSnapshot(directory.path, 'a dump\n'.repeat(50));
    const archive = createArchiver({ ...destination, directory: directory.path, format });
    const { path, contents } = await archive(join(directory.path, name), quiet);
    const sound = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.array(splice, { minLength: 1, maxLength: 4 }), async (splices) => {
        const bytes = [...sound];
        for (const { at, remove, insert } of splices) {
          bytes.splice(Math.floor(at * bytes.length), remove, ...insert);
        }
        writeFileSync(path, Buffer.from(bytes));
        const report = await verifyArchive(path);
        expect(report.contents ?? contents).toEqual(contents);
        expect(report.problem === undefined).toBe(report.contents !== undefined);
      }),
      { numRuns: 10 * Number(process.env['ARCHIVER_RUNS'] ?? 40) },
    );
  },
);
