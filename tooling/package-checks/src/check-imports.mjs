import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

/** What modules for AMD loaders, which bundles may contain, name to get what others have as variables. */
const amdNames = ['exports', 'module', 'require'];

/** Drivers of databases that BullMQ, which the programs contain, loads only for connections to them. Ours are to Redis. */
const neverLoaded = ['@valkey/valkey-glide', 'pg'];

/**
 * Complaints about the imports of an installed package, in code and in types: a package that its manifest doesn't declare may be
 * there by chance, because something else needs it.
 */
export function checkImports(installed, files, { name, dependencies, peerDependencies }) {
  const declared = new Set([
    name,
    ...amdNames,
    ...neverLoaded,
    ...Object.keys({ ...dependencies, ...peerDependencies }),
  ]);
  return files
    .filter((path) => /\.(?:[cm]?js|d\.[cm]?ts)$/.test(path))
    .flatMap((path) =>
      importedPackages(readFileSync(join(installed, path), 'utf8'))
        .filter((imported) => !declared.has(imported))
        .map((imported) => `${path} imports ${imported}, which isn't among its dependencies.`),
    );
}

function importedPackages(text) {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const names = importedFiles
    .map(({ fileName }) => fileName)
    .filter((imported) => !imported.startsWith('.') && !isBuiltin(imported));
  return [...new Set(names.map((imported) => /^(?:@[^/]+\/)?[^/]+/.exec(imported)?.[0]))];
}
