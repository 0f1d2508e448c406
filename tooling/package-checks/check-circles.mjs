/**
 * Finds import circles among the source files of each package, including circles of type-only imports, which the linter doesn't
 * see. Runs in the workspace that is the working directory. Exit code 1 if there is one.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const circles = packageFolders().flatMap((folder) => findCircles(readImports(folder)));
for (const circle of circles) {
  console.log(`import circle: ${circle.map((file) => relative('.', file)).join(' → ')}`);
}
if (circles.length > 0) process.exitCode = 1;

function packageFolders() {
  return ['packages', 'apps'].flatMap((parent) =>
    readdirSync(parent)
      .map((name) => resolve(parent, name, 'src'))
      .filter((source) => existsSync(source)),
  );
}

/** The source files of a folder, each with those that it imports by a relative path. */
function readImports(folder) {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(file), fileName.replace(/\.js$/, '.ts')));
}

/** The circles that a depth-first search closes: at least one of each group of files that import one another. */
function findCircles(imports) {
  const found = [];
  const done = new Set();
  const path = [];
  const visit = (file) => {
    const at = path.indexOf(file);
    if (at !== -1) return void found.push([...path.slice(at), file]);
    if (done.has(file)) return;
    path.push(file);
    for (const imported of imports.get(file) ?? []) visit(imported);
    path.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return found;
}
