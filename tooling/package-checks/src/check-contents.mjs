import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

const required = ['package.json', 'README.md', 'LICENSE'];

/** Complaints about the files of an installed package: missing, unwanted, or telling of the machine that built them. */
export function checkContents(installed, files) {
  const read = (path) => readFileSync(join(installed, path), 'utf8');
  const missing = required.filter((path) => !files.includes(path));
  const unwanted = files.filter((path) => !required.includes(path) && !path.startsWith('dist/'));
  const telling = files.filter((path) => namesMachine(read(path)));
  const sameLicense =
    missing.includes('LICENSE') ||
    read('LICENSE') === readFileSync(join(workspaceRoot, 'LICENSE'), 'utf8');
  return [
    ...missing.map((path) => `${path} is missing from the tarball.`),
    ...unwanted.map((path) => `${path} doesn't belong into the tarball: only dist/ does.`),
    ...telling.map((path) => `${path} names a directory of this machine.`),
    ...(sameLicense ? [] : ["LICENSE isn't that of the workspace."]),
  ];
}

function namesMachine(text) {
  return [workspaceRoot, `${homedir()}/`].some((path) => path.length > 2 && text.includes(path));
}
