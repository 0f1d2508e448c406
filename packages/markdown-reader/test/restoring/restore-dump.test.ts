import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { CreateDumpError, displayPath } from '@create-dump/core';
import {
  arbitraryTree,
  readTree,
  temporaryDirectory,
  type Tree,
  writeTree,
} from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDump, restoreDump, type RestorePlan } from '../../src/index.js';
import { buildDump, filesOfTree, forgeDump, sha256, type TestFile } from '../build-dump.js';
import { memorySource } from '../memory-source.js';

// Property tests take long on busy machines.
/** Number of trees to dump and restore; raise it with `CREATE_DUMP_TREES=20000`. */
const runs = Number(process.env['CREATE_DUMP_TREES'] ?? 1000);

test(
  `${runs} trees come back as they were`,
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTree, async (tree) => {
        using directory = temporaryDirectory();
        const [source, target] = [`${directory.path}/source`, `${directory.path}/target`];
        mkdirSync(source);
        writeTree(source, tree);
        const before = readTree(source);
        const dump = memorySource(buildDump(filesOfTree(before)));
        await restoreDump(dump, { target });
        const after = readTree(target);
        expect(after).toEqual(before);
        const again = openDump(memorySource(buildDump(filesOfTree(after))));
        expect(again.end.treeSha256).toBe(openDump(dump).end.treeSha256);
        expect(readdirSync(directory.path)).toEqual(['source', 'target']);
      }),
      { numRuns: runs },
    );
  },
  300_000 + 100 * runs,
);

const files: TestFile[] = [
  { path: 'README.md', content: '# Hello\r\n' },
  { path: 'bin/run', content: 'echo', mode: '100755' },
  { path: 'src/a/b/c.ts', content: 'c' },
  { path: 'src/index.ts', content: 'index' },
  { path: 'src/link', content: '../bin', mode: '120000' },
];
const dump = buildDump(files);
const asTree = (files: readonly TestFile[]) =>
  new Map<string, string>(
    files.map(({ path, mode = '100644', content = '' }) => [
      path,
      `${mode} ${Buffer.from(content).toString('latin1')}`,
    ]),
  );

/** Restores into `target` in a directory that contains `around`, and returns what the directory contains afterwards. */
async function restoreInto(
  around: Tree,
  bytes: Uint8Array = dump,
  options: Partial<Parameters<typeof restoreDump>[1]> = {},
) {
  using directory = temporaryDirectory();
  writeTree(directory.path, around);
  const before = readTree(directory.path);
  const target = `${directory.path}/target`;
  const outcome = await restoreDump(memorySource(bytes), { target, ...options }).catch(
    (error: unknown) => error as CreateDumpError,
  );
  const names = [directory.path, target].flatMap((path) =>
    existsSync(path) ? readdirSync(path) : [],
  );
  return {
    outcome,
    before,
    after: readTree(directory.path),
    staged: names.filter((name) => name.includes('.create-dump')),
    inTarget: existsSync(target) ? readTree(target) : undefined,
  };
}

test('a dump is restored into an empty or a new directory', async () => {
  const fresh = await restoreInto({});
  expect(fresh.inTarget).toEqual(asTree(files));
  expect(fresh.outcome).toMatchObject({
    created: 5,
    replaced: 0,
    kept: 0,
    bytes: 25,
    notExact: [],
  });
  using directory = temporaryDirectory();
  await restoreDump(memorySource(dump), { target: directory.path });
  expect(readTree(directory.path)).toEqual(asTree(files));
  expect(readdirSync(directory.path)).toEqual(['README.md', 'bin', 'src']);
});

test('modes follow the umask and never exceed 0755', async () => {
  using directory = temporaryDirectory();
  const modesUnder = async (umask: number) => {
    const before = process.umask(umask);
    const target = `${directory.path}/${umask}`;
    await restoreDump(memorySource(dump), { target });
    process.umask(before);
    return ['', '/src', '/README.md', '/bin/run'].map((path) =>
      (lstatSync(target + path).mode & 0o7777).toString(8),
    );
  };
  expect(await modesUnder(0o022)).toEqual(['755', '755', '644', '755']);
  expect(await modesUnder(0o000)).toEqual(['755', '755', '644', '755']);
  expect(await modesUnder(0o077)).toEqual(['700', '700', '600', '700']);
});

test('a target that is not empty is refused, with a hint', async () => {
  const { outcome, before, after } = await restoreInto({ 'target/x': 'mine' });
  expect(outcome).toMatchObject({
    code: 'ALREADY_EXISTS',
    message: expect.stringMatching(/is not empty.*merge.*overwrite/),
  });
  expect(after).toEqual(before);
});

test('a merge adds files, keeps identical ones, and refuses others', async () => {
  const same: Tree = {
    'target/mine': 'mine',
    'target/src/mine': 'mine',
    'target/src/index.ts': 'index',
    'target/bin/run': { content: 'echo', executable: true },
    'target/src/link': { link: '../bin' },
  };
  const merged = await restoreInto(same, dump, { existing: 'merge' });
  expect(merged.outcome).toMatchObject({ created: 2, kept: 3, replaced: 0 });
  expect(merged.inTarget).toEqual(
    new Map([['mine', '100644 mine'], ['src/mine', '100644 mine'], ...asTree(files)]),
  );
  for (const other of [
    { 'target/src/index.ts': 'indeX' },
    { 'target/bin/run': 'echo' },
    { 'target/src/link': { link: '../bim' } },
    { 'target/src/link': '../bin' },
    { 'target/src/index.ts': { link: 'x' } },
  ]) {
    const refused = await restoreInto(other, dump, { existing: 'merge' });
    expect(refused.outcome).toMatchObject({
      code: 'ALREADY_EXISTS',
      message: expect.stringMatching(/already exists and differs/),
    });
    expect(refused.after).toEqual(refused.before);
    expect(refused.staged).toEqual([]);
  }
});

test('overwriting replaces files and links, and nothing else', async () => {
  const there: Tree = {
    outside: 'untouched',
    'target/mine': 'mine',
    'target/src/index.ts': 'old',
    'target/bin/run': { link: '../../outside' },
    'target/src/link': 'file',
    'target/README.md': '# Hello\r\n',
  };
  const { outcome, inTarget, after, staged } = await restoreInto(there, dump, {
    existing: 'overwrite',
  });
  expect(outcome).toMatchObject({ created: 1, replaced: 3, kept: 1 });
  expect(inTarget).toEqual(new Map([['mine', '100644 mine'], ...asTree(files)]));
  expect(after.get('outside')).toBe('100644 untouched');
  expect(staged).toEqual([]);
});

test.each<[string, Tree, RegExp]>([
  [
    'a directory where a file should be',
    { 'target/README.md/x': '' },
    /"README\.md" already exists and is a directory/,
  ],
  [
    'a file where a directory should be',
    { 'target/src': '' },
    /"src\/a\/b\/c\.ts" would go through "src", which is not a directory/,
  ],
  [
    'a link where a directory should be',
    { 'target/src': { link: '../elsewhere' }, 'elsewhere/x': '' },
    /"src\/index\.ts" would go through "src"/,
  ],
  [
    'a link further down',
    { 'target/src/a': { link: '/' } },
    /"src\/a\/b\/c\.ts" would go through "src\/a"/,
  ],
])('neither merging nor overwriting touches %s', async (_, there, message) => {
  for (const existing of ['merge', 'overwrite'] as const) {
    const { outcome, before, after, staged } = await restoreInto(there, dump, { existing });
    expect(outcome).toMatchObject({
      code: 'ALREADY_EXISTS',
      message: expect.stringMatching(message),
    });
    expect(after).toEqual(before);
    expect(staged).toEqual([]);
  }
});

test.each<[string, Partial<Parameters<typeof restoreDump>[1]>]>([
  ['while it writes', {}],
  ['ahead', { onPlan: () => {} }],
])('a plan %s is passed on beforehand, also if it restores nothing', async (_when, options) => {
  const events: unknown[] = [];
  const observe = (event: unknown) => void events.push(event);
  await restoreInto({}, dump, { ...options, observe });
  expect(events[0]).toEqual({ type: 'phase-started', phase: 'restore', files: 5, bytes: 25 });
  const { outcome, after, before } = await restoreInto({}, buildDump([]), options);
  expect(outcome).toMatchObject({
    code: 'NO_FILES_CHOSEN',
    message: expect.stringMatching(/ has no file to restore\.$/) as string,
  });
  expect(after).toEqual(before);
});

test('an invalid last record leaves nothing of the files before it', async () => {
  const records = buildDump([
    { path: 'a', content: 'x' },
    { path: 'b', content: 'y' },
  ]);
  const wrong = Buffer.from(
    records.toString('latin1').replace('"path":"b"', '"path":"/"'),
    'latin1',
  );
  const { outcome, after, before } = await restoreInto({}, wrong);
  expect(outcome).toMatchObject({ code: 'DUMP_MALFORMED' });
  expect(after).toEqual(before);
});

test('globs select files to restore', async () => {
  const { inTarget } = await restoreInto({}, dump, { files: ['src/**/*.ts', 'bin/*'] });
  expect([...(inTarget?.keys() ?? [])]).toEqual(['bin/run', 'src/a/b/c.ts', 'src/index.ts']);
  const none = await restoreInto({}, dump, { files: ['*.py'] });
  expect(none.outcome).toMatchObject({
    code: 'NO_FILES_CHOSEN',
    message: 'test.md has no file to restore. No file matches --files "*.py".',
  });
  const { outcome, inTarget: some } = await restoreInto({}, dump, {
    files: ['src', '*.py', '!nope'],
  });
  expect([...(some?.keys() ?? [])]).toEqual(['src/a/b/c.ts', 'src/index.ts', 'src/link']);
  expect(outcome).toMatchObject({ unmatched: ['*.py', '!nope'] });
  expect(none.after.size).toBe(0);
});

test.each([
  ['*.ts', ['a.ts', 'app/(site)/c.ts', 'src/b.ts']],
  ['/*.ts', ['a.ts']],
  ['./a.ts', ['a.ts']],
  ['[!a].*', ['app/(site)/c.ts', 'src/b.ts']],
  ['app/(site)/**', ['app/(site)/c.ts']],
  ['{src/*,a.*}', ['a.ts', 'src/b.ts']],
  ['!src/**', ['a.ts', 'app/(site)/c.ts']],
])('the glob %j has the meaning that it has for dumping', async (glob, restored) => {
  const paths = ['a.ts', 'app/(site)/c.ts', 'src/b.ts'];
  const tree = buildDump(paths.map((path) => ({ path, content: path })));
  const { inTarget } = await restoreInto({}, tree, { files: [glob] });
  expect([...(inTarget?.keys() ?? [])]).toEqual(restored);
});

test('a glob that is none is named', async () => {
  const { outcome } = await restoreInto({}, dump, { files: ['{1..9999}'] });
  expect(outcome).toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('The pattern "{1..9999}" of --files expands to') as string,
  });
});

test('a dry run passes the plan on and writes nothing', async () => {
  const plans: RestorePlan[] = [];
  const onPlan = (plan: RestorePlan) => void plans.push(plan);
  const { outcome, inTarget } = await restoreInto({}, dump, { dryRun: true, onPlan });
  expect(outcome).toMatchObject({ created: 5, bytes: 25 });
  expect(inTarget).toBeUndefined();
  const actions = plans.flatMap(({ actions }) => actions);
  expect(actions.map(({ type, record }) => `${type} ${record.path}`)).toEqual(
    files.map(({ path }) => `create ${path}`),
  );
});

test('files that are not exact are listed', async () => {
  const partial = buildDump([
    { path: 'a', content: 'a', unstable: true },
    { path: 'b', skipped: 'binary' },
    { path: 'c/', skipped: 'unreadable' },
  ]);
  const { outcome, inTarget } = await restoreInto({}, partial);
  expect(outcome).toMatchObject({
    created: 1,
    notExact: [
      { path: 'a', reason: 'unstable' },
      { path: 'b', reason: 'binary' },
      { path: 'c/', reason: 'unreadable' },
    ],
  });
  expect([...(inTarget?.keys() ?? [])]).toEqual(['a']);
});

test('a damaged dump leaves nothing unless verification is off', async () => {
  const damaged = Buffer.from(dump);
  damaged.write('indeX', damaged.indexOf('\nindex\n') + 1);
  for (const existing of ['refuse', 'merge'] as const) {
    const around: Tree = existing === 'merge' ? { 'target/x': '' } : {};
    const refused = await restoreInto(around, damaged, { existing });
    expect(refused.outcome).toMatchObject({
      code: 'INTEGRITY',
      message: expect.stringContaining('"src/index.ts"'),
    });
    expect(refused.after).toEqual(refused.before);
    expect(refused.staged).toEqual([]);
  }
  const forced = await restoreInto({}, damaged, { verify: false });
  expect(forced.outcome).toMatchObject({
    notExact: [{ path: 'src/index.ts', reason: 'damaged' }],
  });
  expect(forced.inTarget?.get('src/index.ts')).toBe('100644 indeX');
});

test('each of 300 random flips leaves nothing, inside and outside of contents', async () => {
  const flip = fc.tuple(fc.nat(dump.length - 1), fc.integer({ min: 1, max: 255 }));
  await fc.assert(
    fc.asyncProperty(flip, async ([at, mask]) => {
      const damaged = Buffer.from(dump);
      damaged.writeUInt8(damaged.readUInt8(at) ^ mask, at);
      const { outcome, after } = await restoreInto({}, damaged);
      expect(outcome).toBeInstanceOf(CreateDumpError);
      expect(after.size).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('an abort at any file leaves the target unchanged', async () => {
  const around: Tree = { 'target/README.md': 'old', 'target/x/y': '' };
  for (let at = 0; at < files.length; at++) {
    for (const existing of ['refuse', 'overwrite'] as const) {
      const abort = new AbortController();
      let left = at;
      const { outcome, before, after, staged } = await restoreInto(
        existing === 'refuse' ? {} : around,
        dump,
        {
          existing,
          signal: abort.signal,
          observe: () => void (left-- === 0 && abort.abort(new Error('stop'))),
        },
      );
      expect(outcome).toEqual(new Error('stop'));
      expect(after).toEqual(before);
      expect(staged).toEqual([]);
    }
  }
});

const file = (changes: object) => ({
  path: 'x',
  size: 4,
  sha256: sha256('evil'),
  offset: 0,
  length: 4,
  line: 1,
  lines: 1,
  ...changes,
});
const next = { offset: 4 };

test.each<[string, object[]]>([
  ['..', [file({ path: '../x' })]],
  ['.. further down', [file({ path: 'a/../../x' })]],
  ['an absolute path', [file({ path: '/tmp/create-dump-evil' })]],
  [
    'a link, and a file through it',
    [file({ path: 'l', mode: '120000' }), file({ path: 'l/x', ...next })],
  ],
  ['a path twice', [file({}), file({ ...next })]],
  ['a NUL', [file({ path: 'a\0/../x' })]],
  ['5,000 directories', [file({ path: `${'d/'.repeat(5000)}x` })]],
  ['a name of 300 bytes', [file({ path: 'n'.repeat(300) })]],
  ['an offset beyond the end', [file({ offset: 1e9 })]],
  ['contents that overlap', [file({ path: 'a' }), file({ path: 'b', offset: 2 })]],
  ['1e308', [file({ length: 1e308 })]],
  ['setuid', [file({ mode: '104755' })]],
  [
    'a link with a NUL',
    [file({ mode: '120000', size: 1, length: 1, offset: 8, sha256: sha256('\0') })],
  ],
  ['a link to nothing', [file({ mode: '120000', size: 0, length: 0, sha256: sha256('') })]],
])('an attack by %s is refused, and nothing is written', async (_, records) => {
  const body = Buffer.from('evilevil\0\n');
  const bytes = forgeDump(body, records as Record<string, unknown>[]);
  for (const existing of ['refuse', 'merge', 'overwrite'] as const) {
    const { outcome, before, after, staged } = await restoreInto({ around: '' }, bytes, {
      existing,
    });
    expect(outcome).toBeInstanceOf(CreateDumpError);
    expect(after).toEqual(before);
    expect(staged).toEqual([]);
  }
});

test('__proto__ is an ordinary name', async () => {
  const names = ['__proto__', 'constructor/prototype', 'toString'];
  const { inTarget } = await restoreInto(
    {},
    buildDump(names.map((path) => ({ path, content: path }))),
  );
  expect([...(inTarget?.keys() ?? [])]).toEqual(names.sort());
});

test('a dump within a dump is an ordinary content', async () => {
  const { inTarget } = await restoreInto({}, buildDump([{ path: 'dump.md', content: dump }]));
  expect(inTarget?.get('dump.md')).toBe(`100644 ${dump.toString('latin1')}`);
});

test('impossible targets are refused', async () => {
  using directory = temporaryDirectory();
  writeFileSync(`${directory.path}/file`, '');
  symlinkSync('nowhere', `${directory.path}/dangling`);
  for (const target of [
    'relative',
    `${directory.path}/file`,
    `${directory.path}/no/where`,
    `${directory.path}/dangling`,
  ]) {
    await expect(restoreDump(memorySource(dump), { target })).rejects.toMatchObject({
      code: 'DESTINATION_INVALID',
      message: expect.stringContaining(displayPath(target)),
    });
  }
  expect(readdirSync(directory.path)).toEqual(['dangling', 'file']);
});

test('a link to a directory is as good a target as the directory', async () => {
  using directory = temporaryDirectory();
  mkdirSync(`${directory.path}/real`);
  symlinkSync('real', `${directory.path}/link`);
  await restoreDump(memorySource(dump), { target: `${directory.path}/link` });
  expect(readFileSync(`${directory.path}/real/src/index.ts`, 'utf8')).toBe('index');
});

test.skipIf(process.getuid?.() === 0)('a target without permission (not as root)', async () => {
  using directory = temporaryDirectory();
  chmodSync(directory.path, 0o500);
  const restoring = restoreDump(memorySource(dump), { target: `${directory.path}/x` });
  await expect(restoring).rejects.toMatchObject({ code: 'WRITE_FAILED' });
});

test('leftovers of a killed restore are not in the way, and are removed at the end', async () => {
  const left: Tree = {
    'target/.create-dump-restore-dead/tree/x': 'x',
    'target/.create-dump-restore-dead/replaced/README.md': 'old',
    'target/.create-dump-restore-alive/tree/x': 'x',
    '.create-dump-restore-dead/tree/x': 'x',
  };
  const isRunDead = (runId: string) => runId === 'dead';
  const counted = await restoreInto(left, dump, { isRunDead });
  expect(counted.outcome).toMatchObject({ code: 'ALREADY_EXISTS' });
  // A refused restore sweeps what holds no replaced files.
  const { '.create-dump-restore-dead/tree/x': _swept, ...stays } = Object.fromEntries(
    counted.before,
  );
  expect(Object.fromEntries(counted.after)).toEqual(stays);
  const { 'target/.create-dump-restore-alive/tree/x': _alive, ...dead } = left;
  const inside = await restoreInto(dead, dump, { isRunDead });
  expect(inside.inTarget).toEqual(asTree(files));
  expect(inside.staged).toEqual([]);
  const merged = await restoreInto(left, dump, { isRunDead, existing: 'merge' });
  expect(merged.staged).toEqual(['.create-dump-restore-alive']);
  const beside = await restoreInto({ '.create-dump-restore-dead/tree/x': '' }, dump, { isRunDead });
  expect(beside.staged).toEqual([]);
  const precious: Tree = { '.create-dump-restore-dead/replaced/x': 'old' };
  const kept = await restoreInto(precious, dump, { isRunDead });
  expect(kept.staged).toEqual(['.create-dump-restore-dead']);
});

test('without isRunDead, leftovers of a killed restore stay', async () => {
  const { outcome, staged } = await restoreInto({ 'target/.create-dump-restore-x/tree/y': '' });
  expect(outcome).toMatchObject({ code: 'ALREADY_EXISTS' });
  expect(staged).toEqual(['.create-dump-restore-x']);
});
