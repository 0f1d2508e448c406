// node batch-with-progress.mjs ROOT DESTINATION: dumps every project of a monorepo, and shows how far it is.
import { resolve } from 'node:path';
import { runBatch } from '@create-dump/batching';
import { createOwnOutputTest } from '@create-dump/dumping';
import { findProjects } from '@create-dump/workspaces';

const [root, destination] = process.argv.slice(2).map((path) => resolve(path));
const found = await findProjects({ root, isOwnOutput: createOwnOutputTest(root) });
for (const warning of found.warnings) console.error(warning);
let [done, total] = [0, 0];
const observe = (event) => {
  if (event.type === 'batch-started') total = event.projects.length;
  if (event.type !== 'project-finished') return;
  console.error(`${++done}/${total} ${event.project.directory}: ${event.outcome}`);
};
const defaults = { selection: { maxSize: 10_000_000 }, compress: true };
const { report, reportPath } = await runBatch({ ...found, destination, defaults }, { observe });
for (const { dump, directory, reason } of report.projects) {
  console.log(dump ?? `${directory}: ${reason.message}`);
}
console.error(`${report.outcome}: ${reportPath}`);
if (report.outcome !== 'done') process.exitCode = 3;
