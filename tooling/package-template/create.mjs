/**
 * Starts a new library package from `template/`: `node tooling/package-template/create.mjs NAME "What it does."`
 * What it writes builds, passes every check and does one small, real thing, to be replaced by the package's own.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [name = '', description = ''] = process.argv.slice(2);
const problem = findProblem();

if (problem === undefined) {
  createPackage();
  console.log(
    `packages/${name} is there. Next: pnpm install && pnpm build && pnpm vitest run --project ${name}`,
  );
  console.log(
    'Then add it to the table of packages in README.md, and a changeset (pnpm changeset).',
  );
} else {
  console.error(`${problem}\nUsage: node tooling/package-template/create.mjs NAME "What it does."`);
  process.exitCode = 2;
}

function findProblem() {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return `"${name}" is no package name: it wants kebab-case.`;
  if (!/^[A-Z][^"\\\n]*\.$/.test(description))
    return 'The description wants to be one sentence, without quotes.';
  if (existsSync(join(root, 'packages', name))) return `packages/${name} exists.`;
  return undefined;
}

function createPackage() {
  const target = join(root, 'packages', name);
  cpSync(fileURLToPath(new URL('template', import.meta.url)), target, { recursive: true });
  const core = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8'));
  const values = { __NAME__: name, __DESCRIPTION__: description, __CORE_VERSION__: core.version };
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) fillIn(join(entry.parentPath, entry.name), values);
  }
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
}

/** Every file of the template ends in `.template`, so that no tool takes it for the workspace's own. */
function fillIn(path, values) {
  const text = readFileSync(path, 'utf8').replaceAll(/__[A-Z_]+__/g, (key) => values[key] ?? key);
  writeFileSync(path.replace(/\.template$/, ''), text);
  rmSync(path);
}
