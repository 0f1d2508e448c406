import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

/** Runs `npm pack` on what is built, without prepack, which would build and print; returns `{ tarball, files, bytes, manifest }`: a path, the paths inside, the tarball's size. */
export function packPackage({ folder, manifest }, scratch) {
  const output = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch],
    {
      cwd: join(workspaceRoot, folder),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [{ filename, files, size }] = JSON.parse(output);
  return {
    tarball: join(scratch, filename),
    files: files.map(({ path }) => path),
    bytes: size,
    manifest,
  };
}
