/**
 * What can be mutated in one run: pure files of a package. Impure ones (file system, threads) are judged by the tests that
 * inject faults; a mutant of theirs would cost seconds and say little.
 *
 * @typedef {object} Part
 * @property {string} package Its folder in `packages`.
 * @property {readonly string[]} mutate Globs below the package's `src`. One with a leading `!` excludes.
 * @property {readonly string[]} skippedTests Globs below the package's `test`: they don't reach the mutated files, or run them in
 * another process, where no mutant is active.
 */

/** @type {Readonly<Record<string, Part>>} */
export const parts = {
  retention: {
    package: 'retention',
    mutate: [
      'group-*.ts',
      'keep-*.ts',
      'name-role.ts',
      'period.ts',
      'plan-*.ts',
      'retention-policy.ts',
    ],
    skippedTests: ['faults.test.ts', 'index.test.ts', 'name-filter.test.ts', 'restic.test.ts'],
  },
  core: {
    package: 'core',
    mutate: [
      'byte-size.ts',
      'checksum-*.ts',
      'compare-paths.ts',
      'create-header-finder.ts',
      'digest-records.ts',
      'display-path.ts',
      'dump-name.ts',
      'encode-manifest.ts',
      'packed-records.ts',
      'parse-*.ts',
      'path-bytes.ts',
      'tree-digest.ts',
    ],
    skippedTests: ['globs/**', 'threads/**', 'index.test.ts'],
  },
  globs: {
    package: 'core',
    mutate: ['globs/*.ts'],
    skippedTests: ['*.test.ts', 'threads/**'],
  },
  config: {
    package: 'config',
    // Some files are imported when first needed. Stryker asks only the first test that imports one about the constants in it: a test of
    // its own, which imports it at once, makes up for that.
    // `flags` is a table, which the tests of the documentation and of the JSON schema compare as a whole.
    mutate: ['*.ts', '!find-project-file.ts', '!load-settings.ts', '!flag.ts', '!flags.ts'],
    skippedTests: ['index.test.ts'],
  },
};
