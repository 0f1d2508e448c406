import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

const required = ['package.json', 'README.md', 'LICENSE'];

/** What users of a package have use for. */
const forUsers = /^(?:dist|man|schemas)\//;

/** Complaints about the files of an installed package: missing, unwanted, or telling of the machine that built them. */
export function checkContents(installed, files) {
  const read = (path) => readFileSync(join(installed, path), 'utf8');
  const missing = required.filter((path) => !files.includes(path));
  const unwanted = files.filter((path) => !required.includes(path) && !forUsers.test(path));
  const telling = files.filter((path) => namesMachine(read(path)));
  const sameLicense =
    missing.includes('LICENSE') ||
    read('LICENSE') === readFileSync(join(workspaceRoot, 'LICENSE'), 'utf8');
  return [
    ...missing.map((path) => `${path} is missing from the tarball.`),
    ...unwanted.map(
      (path) => `${path} doesn't belong into the tarball: only dist/, man/ and schemas/ do.`,
    ),
    ...telling.map((path) => `${path} names a directory of this machine.`),
    ...(sameLicense ? [] : ["LICENSE isn't that of the workspace."]),
  ];
}

function namesMachine(text) {
  return [workspaceRoot, `${homedir()}/`].some((path) => path.length > 2 && text.includes(path));
}
