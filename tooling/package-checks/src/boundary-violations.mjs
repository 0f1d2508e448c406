const restrictedImport = 'no-restricted-imports';
const restrictedGlobal = 'no-restricted-globals';
const library = 'packages/collector';
const core = 'packages/core';

/**
 * Each rule of the workspace, broken in one line of code: `{ name, folder, code, declares?, refusedBy }`. `declares` is a
 * workspace package that the package.json names as well; `refusedBy` has the tools that must refuse it, with their words.
 */
export const boundaryViolations = [
  {
    name: 'a library that imports another',
    folder: library,
    code: "export * from '@create-dump/publisher';",
    refusedBy: { turbo: 'cannot import package', oxlint: restrictedImport },
  },
  {
    name: 'a library that depends on another',
    folder: library,
    code: "export * from '@create-dump/publisher';",
    declares: '@create-dump/publisher',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'a library that imports the types of another',
    folder: library,
    code: "export type * from '@create-dump/publisher';",
    refusedBy: { turbo: 'cannot import package', oxlint: restrictedImport },
  },
  {
    name: 'a library that imports another when it runs',
    folder: library,
    code: "export const late = () => import('@create-dump/publisher');",
    refusedBy: { turbo: 'cannot import package', oxlint: restrictedImport },
  },
  {
    name: "a library that reaches into another's files",
    folder: library,
    code: "export * from '../../publisher/src/index.js';",
    refusedBy: { turbo: 'leaves the package' },
  },
  {
    name: 'a library that imports the test kit',
    folder: library,
    code: "export * from '@create-dump/tooling-testing';",
    refusedBy: { oxlint: restrictedImport },
  },
  {
    name: 'a library that logs',
    folder: library,
    code: "export { pino } from 'pino';",
    refusedBy: { turbo: 'cannot import package', oxlint: restrictedImport },
  },
  {
    name: 'a library that imports the process',
    folder: library,
    code: "export { env } from 'node:process';",
    refusedBy: { oxlint: restrictedImport },
  },
  {
    name: 'a library that takes the process from the air',
    folder: library,
    code: 'export const home = process.cwd();',
    refusedBy: { oxlint: restrictedGlobal },
  },
  {
    name: 'core with a library',
    folder: core,
    code: "export * from '@create-dump/collector';",
    refusedBy: { turbo: 'cannot import package', oxlint: restrictedImport },
  },
  {
    name: 'core that depends on a library',
    folder: core,
    code: "export * from '@create-dump/collector';",
    declares: '@create-dump/collector',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'core with a package from npm',
    folder: core,
    code: "export { default as git } from 'isomorphic-git';",
    refusedBy: { turbo: 'cannot import package', oxlint: restrictedImport },
  },
  {
    name: 'core with the file system',
    folder: core,
    code: "export { readFileSync } from 'node:fs';",
    refusedBy: { oxlint: restrictedImport },
  },
  {
    name: 'core with the console',
    folder: core,
    code: 'export const print = console.log;',
    refusedBy: { oxlint: restrictedGlobal },
  },
];
