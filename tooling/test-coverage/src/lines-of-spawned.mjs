import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CoverageReport } from 'monocart-coverage-reports';
import { workspaceRoot } from './workspace-root.mjs';

/**
 * @typedef {object} SpawnedCoverage
 * @property {import('./lines.mjs').Lines} lines
 * @property {number} processes
 * @property {number} functions Functions of sources that the programs contain, run or not.
 */

/**
 * The lines that spawned programs ran, from the files that V8 wrote into `raw`. The source maps of the built program must be there.
 * @param {string} raw
 * @param {string} outputDir For the report's own files.
 * @returns {Promise<SpawnedCoverage>}
 */
export async function linesOfSpawned(raw, outputDir) {
  const processes = existsSync(raw) ? keepWhole(raw) : 0;
  if (processes === 0) return { lines: new Map(), processes, functions: 0 };
  const report = new CoverageReport({
    outputDir,
    logging: 'error',
    reports: ['json'],
    entryFilter: (entry) => /\/apps\/[^/]+\/dist\//u.test(entry.url),
    sourceFilter: (path) => sourceBelow.test(path),
  });
  await report.addFromDir(raw);
  const results = await report.generate();
  const lines = new Map();
  for (const { sourcePath, data } of results?.files ?? []) {
    const [path = ''] = sourceBelow.exec(sourcePath) ?? [];
    const counts = Object.entries(data?.lines ?? {});
    lines.set(
      join(workspaceRoot, path),
      new Map(counts.map(([line, count]) => [Number(line), isRun(count)])),
    );
  }
  return { lines, processes, functions: results?.summary.functions?.total ?? 0 };
}

/**
 * Removes what killed processes wrote in part, and returns the number of files that stay.
 * @param {string} directory
 */
function keepWhole(directory) {
  const names = readdirSync(directory);
  return names.filter((name) => {
    const path = join(directory, name);
    try {
      JSON.parse(readFileSync(path, 'utf8'));
      return true;
    } catch {
      rmSync(path);
      return false;
    }
  }).length;
}

const sourceBelow = /(?:apps|packages)\/[^/]+\/src\/.*$/u;

/**
 * @param {unknown} count A number, or a text such as `1/2` where some of a line's branches ran.
 */
function isRun(count) {
  return typeof count === 'number' ? count > 0 : /^[1-9]/u.test(String(count));
}
