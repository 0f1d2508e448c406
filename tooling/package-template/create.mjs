/**
 * Creates a library package from `template/`: `node tooling/package-template/create.mjs NAME "What it does."`
 * The new package builds, passes every check and does one small, real thing, which its own code then replaces. It may depend on
 * the floors below the libraries: `@create-dump/core`, and `@create-dump/files` once it touches the file system.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [name = '', description = ''] = process.argv.slice(2);
const problem = findProblem();

if (problem === undefined) {
  createPackage();
  console.log(`Created packages/${name}. Next:

  1. pnpm install && pnpm vitest run --project ${name}
  2. Replace countSkipped by the package's own code. A library may import @create-dump/core and
     @create-dump/files (add it to the dependencies), but no other library.
  3. Complete its README: what it is for, when to take it, one example that runs, what it throws.
  4. Add it to the table of packages in README.md, and add a changeset (pnpm changeset).`);
} else {
  console.error(`${problem}\nUsage: node tooling/package-template/create.mjs NAME "What it does."`);
  process.exitCode = 2;
}

function findProblem() {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return `"${name}" is not a valid package name. Use kebab-case, such as "tree-digest".`;
  if (!/^[A-Z][^"\\\n]*\.$/.test(description))
    return 'The description must be a sentence that begins with a capital, ends with a full stop, and contains no quotes.';
  if (existsSync(join(root, 'packages', name)))
    return `packages/${name} already exists. Choose another name.`;
  return undefined;
}

function createPackage() {
  const target = join(root, 'packages', name);
  cpSync(fileURLToPath(new URL('template', import.meta.url)), target, { recursive: true });
  const core = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8'));
  const values = {
    __NAME__: name,
    __DESCRIPTION__: description,
    __CORE_VERSION__: core.version,
    __HOMEPAGE__: core.homepage.replace('packages/core', `packages/${name}`),
    __BUGS__: core.bugs,
    __REPOSITORY__: core.repository.url,
  };
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) fillIn(join(entry.parentPath, entry.name), values);
  }
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
}

/** Fills in a file's placeholders. Template files end in `.template`, so that no tool treats them as part of the workspace. */
function fillIn(path, values) {
  const text = readFileSync(path, 'utf8').replaceAll(/__[A-Z_]+__/g, (key) => values[key] ?? key);
  writeFileSync(path.replace(/\.template$/, ''), text);
  rmSync(path);
}
