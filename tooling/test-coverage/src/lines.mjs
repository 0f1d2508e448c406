import libCoverage from 'istanbul-lib-coverage';

/**
 * The lines of files that can run, and whether they did: absolute path of the file → number of the line → whether it ran.
 * @typedef {ReadonlyMap<string, ReadonlyMap<number, boolean>>} Lines
 */

/**
 * The lines of an Istanbul report, as vitest writes it.
 * @param {import('istanbul-lib-coverage').CoverageMapData} report
 * @returns {Lines}
 */
export function linesOfReport(report) {
  const map = libCoverage.createCoverageMap(report);
  return new Map(
    map.files().map((path) => {
      const counts = Object.entries(map.fileCoverageFor(path).getLineCoverage());
      return [path, new Map(counts.map(([line, count]) => [Number(line), count > 0]))];
    }),
  );
}

/**
 * A line ran if it did in either. Which lines can run is taken from `known` alone, as two tools count differently.
 * @param {Lines} known
 * @param {Lines} other
 * @returns {Lines}
 */
export function mergeLines(known, other) {
  return new Map(
    [...known].map(([path, lines]) => [
      path,
      new Map([...lines].map(([line, ran]) => [line, ran || other.get(path)?.get(line) === true])),
    ]),
  );
}
