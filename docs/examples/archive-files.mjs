// node archive-files.mjs DIRECTORY ARCHIVE.tar.gz: archives all files below a directory, and prints the digest of each.
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { archiveFiles } from '@create-dump/archiver';
import { createRunId } from '@create-dump/files';

const [directory, archive] = process.argv.slice(2).map((path) => resolve(path));
const entries = await readdir(directory, { recursive: true, withFileTypes: true });
const paths = entries
  .filter((entry) => entry.isFile())
  .map((one) => join(one.parentPath, one.name));
const { path, bytes, members } = await archiveFiles({
  path: archive,
  sources: paths.map((file) => ({ name: relative(directory, file), path: file })),
  runId: createRunId({ pid: process.pid, hostname: hostname(), now: new Date() }),
});
for (const { sha256, name } of members) console.log(`${sha256}  ${name}`);
console.error(`${path}: ${members.length} files in ${bytes} bytes, read back and compared`);
