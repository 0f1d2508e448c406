/**
 * Compares the types that each package exports with those recorded in `api/`, so that a change of them is seen in review:
 * `pnpm check:api`, after a build. `--update` records what is there now. Comments aren't recorded.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { workspaceRoot } from './src/workspace-root.mjs';

const isUpdate = process.argv.includes('--update');
const records = join(workspaceRoot, 'api');
mkdirSync(records, { recursive: true });
const names = readdirSync(join(workspaceRoot, 'packages'));
for (const name of names) {
  const record = join(records, `${name}.d.ts`);
  const current = readTypes(join(workspaceRoot, 'packages', name, 'dist/index.d.ts'));
  const recorded = existsSync(record) ? readFileSync(record, 'utf8') : '';
  if (current === recorded) continue;
  if (isUpdate) writeFileSync(record, current);
  else fail(name, recorded, current);
}
for (const file of readdirSync(records)) {
  if (!names.includes(file.replace(/\.d\.ts$/u, ''))) {
    console.log(`FAIL api/${file} is of no package. Remove it.`);
    process.exitCode = 1;
  }
}

function readTypes(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}

function fail(name, recorded, current) {
  const known = new Set(recorded.split('\n'));
  const now = new Set(current.split('\n'));
  console.log(`FAIL @create-dump/${name} exports other types than api/${name}.d.ts records:`);
  for (const line of known) if (!now.has(line)) console.log(`  - ${line.trim()}`);
  for (const line of now) if (!known.has(line)) console.log(`  + ${line.trim()}`);
  console.log(
    'Add a changeset that fits the change (pnpm changeset), then run pnpm check:api --update.',
  );
  process.exitCode = 1;
}
