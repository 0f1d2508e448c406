import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOwnOutputTest } from '@create-dump/dumping';
import {
  findTool,
  git,
  temporaryDirectory,
  type Tree,
  writeTree,
} from '@create-dump/tooling-testing';
import { findProjects } from '@create-dump/workspaces';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runBatch } from '../src/index.js';
import { contextOf } from './batch-context.js';

const runs = Number(process.env['WHOLE_TREES'] ?? 40);

const workspaceFiles: readonly Tree[] = [
  {},
  {},
  { 'pnpm-workspace.yaml': 'catalog: {}\n' },
  { 'pnpm-workspace.yaml': '' },
  { 'pnpm-workspace.yaml': 'packages: ["packages/*", "a/**"]\n' },
  { 'package.json': '{"workspaces": ["packages/*", "b"]}' },
  { 'package.json': '{"workspaces": {}}' },
  { 'package.json': '{"workspaces": ["**"]}', 'yarn.lock': '' },
  { 'lerna.json': '{}' },
  { 'nx.json': '{}', 'a/project.json': '{}' },
  { 'turbo.json': '{}' },
  { 'Cargo.toml': '[workspace]\nmembers = ["a", "packages/*"]\n', 'a/Cargo.toml': '' },
  { 'go.work': 'go 1.22\nuse ./b\n', 'b/go.mod': 'module b\n' },
  { 'settings.gradle': "include 'a', 'b:c'\n" },
  {
    'pom.xml': '<project><modules><module>a</module></modules></project>',
    'a/pom.xml': '<project/>',
  },
];

const part = fc.constantFrom(
  'a',
  'b',
  'c',
  'packages',
  '.github',
  'node_modules',
  'é',
  'build',
  'root',
);
const name = fc.constantFrom('x.txt', 'README.md', 'package.json', '.env', 'è.md', 'link');
const filePath = fc
  .tuple(fc.array(part, { maxLength: 3 }), name)
  .map(([directories, file]) => [...directories, file].join('/'));

const trees = fc.record({
  workspace: fc.constantFrom(...workspaceFiles),
  paths: fc.array(filePath, { minLength: 1, maxLength: 12 }),
  ignored: fc.subarray(['build', '/a/', '*.txt', 'node_modules', '.env', '!x.txt', '/packages/*']),
  tracked: fc.nat(),
  destination: fc.constantFrom('../out', '.', 'out', 'a/out'),
});

type Case = typeof trees extends fc.Arbitrary<infer T> ? T : never;

function write(root: string, { workspace, paths }: Case): void {
  const toEntry = (path: string): Tree[string] => {
    if (path.endsWith('link')) return { link: 'target' };
    return path.endsWith('package.json') ? '{}' : `${path}\n`;
  };
  const tree = Object.fromEntries(paths.map((path) => [path, toEntry(path)]));
  writeTree(root, { ...tree, ...workspace });
}

/** Runs a batch, as the program does, and returns the paths in all dumps of it, in byte order. */
async function dumpAll(root: string, destination: string, day: number) {
  const { projects } = await findProjects({ root, isOwnOutput: createOwnOutputTest(root) });
  const { report } = await runBatch(
    { root, destination, projects },
    { ...contextOf(), generatedAt: new Date(Date.UTC(2026, 0, day)) },
  );
  const failed = report.projects.filter(
    ({ outcome }) => outcome !== 'dumped' && outcome !== 'empty',
  );
  expect(failed).toEqual([]);
  const paths = report.projects.flatMap(({ directory, dump }) => {
    const below = directory === '.' ? '' : `${directory}/`;
    return dump === null ? [] : recordedIn(join(destination, dump)).map((path) => below + path);
  });
  return paths.sort();
}

function recordedIn(dump: string): readonly string[] {
  const text = readFileSync(dump, 'utf8');
  const lines = text.slice(text.lastIndexOf('\n```jsonl\n')).split('\n');
  return lines.flatMap((line) =>
    line.startsWith('{"path":') ? [(JSON.parse(line) as { path: string }).path] : [],
  );
}

/** Two batches: what the first one has written must be in no dump of the second. */
async function dumpTwice(root: string, { destination }: Case) {
  const first = await dumpAll(root, join(root, destination), 1);
  return [first, await dumpAll(root, join(root, destination), 2)];
}

describe('all dumps of a batch together hold each file once', () => {
  it.skipIf(!findTool('git'))(
    `that git lists, in ${runs} random work trees (needs git)`,
    async () => {
      const property = fc.asyncProperty(trees, async (given) => {
        using directory = temporaryDirectory();
        const root = join(directory.path, 'root');
        write(root, given);
        writeTree(root, { '.gitignore': given.ignored.join('\n') });
        git(root, 'init', '-q');
        const tracked = given.paths[given.tracked % given.paths.length] ?? '';
        if (existsSync(join(root, tracked))) git(root, 'add', '-f', '--', tracked);
        const listed = git(root, 'ls-files', '-coz', '--exclude-standard').toString().split('\0');
        const expected = listed.filter((path) => path !== '').sort();
        fc.pre(expected.length > 0);
        expect(await dumpTwice(root, given)).toEqual([expected, expected]);
      });
      await fc.assert(property, { numRuns: runs });
    },
    runs * 4000,
  );

  it(
    `that there is, in ${runs} random directories without git`,
    async () => {
      const property = fc.asyncProperty(trees, async (given) => {
        using directory = temporaryDirectory();
        const root = join(directory.path, 'root');
        write(root, given);
        const entries = readdirSync(root, { recursive: true, withFileTypes: true });
        const files = entries.filter((entry) => !entry.isDirectory());
        const paths = files.map((file) => join(file.parentPath, file.name).slice(root.length + 1));
        const expected = paths.sort();
        expect(await dumpTwice(root, given)).toEqual([expected, expected]);
      });
      await fc.assert(property, { numRuns: runs });
    },
    runs * 4000,
  );
});
