const restrictedImport = 'no-restricted-imports';
const restrictedGlobal = 'no-restricted-globals';
const library = 'packages/collector';
const core = 'packages/core';

/**
 * Each rule of the workspace, broken in one file: `{ name, folder, code, declares?, app?, beside?, refusedBy }`. `declares` is a
 * workspace package that the package.json lists as well; `app` names an app that is made for it; `beside` has further files.
 * `refusedBy` maps each tool that must refuse it to words of its message.
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
    name: 'files with a library',
    folder: 'packages/files',
    code: "export * from '@create-dump/publisher';",
    declares: '@create-dump/publisher',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'core with files',
    folder: core,
    code: "export * from '@create-dump/files';",
    declares: '@create-dump/files',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'a library with a composed package',
    folder: library,
    code: "export * from '@create-dump/dumping';",
    declares: '@create-dump/dumping',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'a composed package with one above it',
    folder: 'packages/dumping',
    code: "export * from '@create-dump/batching';",
    declares: '@create-dump/batching',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'what follows a run with the commands',
    folder: 'packages/observing',
    code: "export * from '@create-dump/commands';",
    declares: '@create-dump/commands',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'a composed package with an app',
    folder: 'packages/batching',
    code: "export * from 'create-dump';",
    declares: 'create-dump',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'an app with an app',
    folder: 'apps/planted',
    app: 'create-dump-planted',
    code: "export * from 'create-dump';",
    declares: 'create-dump',
    refusedBy: { turbo: 'without any tag listed', oxlint: restrictedImport },
  },
  {
    name: 'a circle of type-only imports',
    folder: library,
    code: "import type { Circle } from './deliberate-circle.js';\nexport type Violation = Circle | undefined;",
    beside: {
      'deliberate-circle.ts':
        "import type { Violation } from './deliberate-violation.js';\nexport type Circle = { readonly of: Violation };",
    },
    refusedBy: { circles: 'deliberate-circle.ts' },
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
