/**
 * Checks each package that gets published, as its users get it: packs it, lints the tarball, installs it alone into an
 * empty project and runs the example of its README there. Wants a build. One line for each package; exit code 1 if any fails.
 */
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContents } from './src/check-contents.mjs';
import { checkImports } from './src/check-imports.mjs';
import { checkManifest } from './src/check-manifest.mjs';
import { checkTypes } from './src/check-types.mjs';
import { installAlone } from './src/install-alone.mjs';
import { lintTarball } from './src/lint-tarball.mjs';
import { packPackage } from './src/pack-package.mjs';
import { findPublishablePackages } from './src/publishable-packages.mjs';
import { runAsUser } from './src/run-as-user.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'package-checks-')));
try {
  const packages = findPublishablePackages();
  requireBuild(packages);
  const packed = new Map(packages.map((entry) => [entry.name, packPackage(entry, scratch)]));
  // Each lane takes the next package when it is done with one.
  const pending = packages.values();
  const lanes = Array.from({ length: availableParallelism() }, async () => {
    for (const entry of pending) await report(entry, packed);
  });
  await Promise.all(lanes);
} catch (error) {
  console.log(`FAIL ${error.stderr ?? error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function requireBuild(packages) {
  const unbuilt = packages.filter(({ folder }) => !existsSync(join(workspaceRoot, folder, 'dist')));
  const names = unbuilt.map(({ name }) => name).join(', ');
  if (names !== '') throw new Error(`No dist/ in ${names}: run \`pnpm build\` first.`);
}

async function report(entry, packed) {
  const start = performance.now();
  const { files, bytes } = packed.get(entry.name);
  const complaints = await complaintsAbout(entry, packed).catch((error) => [String(error.message)]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const verdict = complaints.length === 0 ? 'ok  ' : 'FAIL';
  console.log(
    `${verdict} ${entry.name}: ${files.length} files, ${bytes} bytes packed, ${seconds} s`,
  );
  for (const complaint of complaints) console.log(`     ${complaint.replaceAll('\n', '\n     ')}`);
  if (complaints.length > 0) process.exitCode = 1;
}

async function complaintsAbout(entry, packed) {
  const { tarball, files } = packed.get(entry.name);
  const project = await installAlone(
    entry,
    packed,
    join(scratch, entry.folder.replaceAll('/', '-')),
  );
  const installed = join(project, 'node_modules', entry.name);
  return [
    ...(await lintTarball(entry, tarball)),
    ...checkContents(installed, files),
    ...checkManifest(entry.manifest, files),
    ...checkImports(installed, files, entry.manifest),
    ...checkTypes(entry, project),
    ...(await runAsUser(entry, project)),
  ];
}
