import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Discovery, OpenSourceFile, SourceFile } from '@create-dump/core';
import { decodePath } from '@create-dump/core';
import { findTool, git, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createCollector, createObjectReader, createRevisionCollector } from '../src/index.js';

const { signal } = new AbortController();

describe.skipIf(findTool('git') === undefined)('revisions (needs git)', () => {
  /** A repository with several commits: similar texts (for deltas), links, executables and odd names. */
  const create = (commits = 5, ...init: string[]) => {
    const directory = temporaryDirectory();
    const root = join(directory.path, 'r');
    mkdirSync(root);
    git(root, 'init', '-q', '-b', 'main', ...init);
    const lines = Array.from(
      { length: 2000 },
      (_, at) => `line ${at} ${createHash('md5').update(String(at)).digest('hex')}`,
    );
    for (let at = 0; at < commits; at++) {
      lines[at * 7] = `changed ${at}`;
      writeTree(root, {
        'big.txt': lines.join('\n'),
        'd/e/deep.txt': lines.slice(at).join('\r\n'),
        'd.x': `${at}`,
        run: { content: `#!/bin/sh\n${at}`, executable: true },
        empty: '',
        'latin1:n\xFF\n': `${at}`,
        zeros: new Uint8Array(300_000),
      });
      if (at === 0) writeTree(root, { l: { link: 'd/e/deep.txt' } });
      git(root, 'add', '-A');
      git(root, 'commit', '-q', '-m', `commit ${at}`);
    }
    return { root, parent: directory.path, [Symbol.dispose]: () => directory[Symbol.dispose]() };
  };

  test.each([
    ['loose objects', () => undefined],
    ['a pack', (root: string) => git(root, 'gc', '-q')],
    [
      'a pack with deltas by id',
      (root: string) =>
        git(root, '-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adfq', '--depth=50'),
    ],
    ['a pack and loose objects', (root: string) => git(root, 'repack', '-q')],
  ])(
    'reads what git has, from %s, also through alternates and in a bare clone',
    async (_, pack) => {
      using repository = create();
      const { root, parent } = repository;
      pack(root);
      const expected = archive(root, 'HEAD~1');
      expect(await read(root, 'HEAD~1')).toEqual(expected);
      git(root, 'clone', '-q', '--shared', '.', '../shared');
      expect(await read(join(parent, 'shared'), 'HEAD~1')).toEqual(expected);
      git(root, 'clone', '-q', '--bare', '--no-local', '.', '../bare.git');
      expect(await read(join(parent, 'bare.git'), 'HEAD~1')).toEqual(expected);
      const below = [...expected]
        .filter(([path]) => path.startsWith('d/'))
        .map(([path, value]) => [path.slice(2), value] as const);
      expect(await read(join(root, 'd'), 'HEAD~1')).toEqual(new Map(below));
    },
  );

  test('SHA-256', async () => {
    using repository = create(3, '--object-format=sha256');
    git(repository.root, 'gc', '-q');
    expect(await read(repository.root, 'HEAD~1')).toEqual(archive(repository.root, 'HEAD~1'));
  });

  test('objects that git replace has others stand for, loose and packed', async () => {
    using repository = create(3);
    const { root } = repository;
    const parse = (revision: string) => git(root, 'rev-parse', revision).toString().trim();
    const [blob, other] = [parse('HEAD~2:d.x'), parse('HEAD~2:empty')];
    git(root, 'replace', parse('HEAD'), parse('HEAD~2'));
    git(root, 'replace', blob, other);
    for (const pack of [false, true]) {
      if (pack) git(root, 'pack-refs', '--all');
      expect(await read(root, 'HEAD')).toEqual(archive(root, 'HEAD'));
      expect(await read(root, parse('HEAD'))).toEqual(archive(root, 'HEAD'));
      const dirty = git(root, 'describe', '--always', '--dirty').toString().trim();
      expect(dirty).toMatch(/-dirty$/);
      expect((await createCollector({ root })(signal)).git?.dirty).toBe(true);
    }
    git(root, 'config', 'core.useReplaceRefs', 'false');
    expect(await read(root, 'HEAD')).toEqual(archive(root, 'HEAD'));
    expect((await createCollector({ root })(signal)).git?.dirty).toBe(false);
  });

  test('sizes are those of the contents; files over the limit are skipped', async () => {
    using repository = create();
    git(repository.root, 'gc', '-q');
    const all = await createRevisionCollector({ root: repository.root, revision: 'HEAD' })(signal);
    const sizes = new Map(all.files.map(({ path, size }) => [path, size]));
    expect(sizes.get('zeros')).toBe(300_000);
    const { files, skipped } = await createRevisionCollector({
      root: repository.root,
      revision: 'HEAD',
      maxSize: 299_999,
    })(signal);
    expect(files).toHaveLength(all.files.length - 1);
    expect(skipped).toEqual([
      { path: 'zeros', skipped: 'too-large', mode: '100644', size: 300_000 },
    ]);
  });

  test('resolves revisions as git does', async () => {
    using repository = create(4);
    const { root } = repository;
    git(root, 'tag', '-a', '-m', 'tag', 'v1', 'HEAD~1');
    git(root, 'tag', 'light', 'v1');
    git(root, 'update-ref', 'refs/remotes/origin/other', 'HEAD~3');
    git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/other');
    git(root, 'pack-refs', '--all');
    const onMain = 'HEAD @ main refs/heads/main heads/main'.split(' ');
    const others =
      'HEAD~2 HEAD~1~1 HEAD^ HEAD^1^0 v1 v1^{} v1^{commit} v1~1 tags/v1 light origin/other origin';
    for (const revision of [...onMain, ...others.split(' '), 'v1^{tree}', 'HEAD~^{tree}']) {
      const { files, git: facts } = await createRevisionCollector({ root, revision })(signal);
      const parse = (type: string) => git(root, 'rev-parse', `${revision}^{${type}}`);
      const commit = revision.endsWith('tree}') ? null : parse('commit').toString().trim();
      const branch = onMain.includes(revision) ? 'main' : null;
      expect({ revision, ...facts }).toEqual({ revision, branch, commit, dirty: false });
      const listed = git(root, 'ls-tree', '-r', '-z', '--format=%(objectname)', revision);
      expect(files.map(({ oid }) => `${oid}\0`).join('')).toBe(listed.toString());
    }
  });

  test('resolves ids in upper case, directories, ^{object}, the output of git describe and upstreams as git does', async () => {
    using repository = create(4);
    const { root, parent } = repository;
    git(root, 'tag', '-a', '-m', 'tag', 'v1', 'HEAD~2');
    git(root, 'clone', '-q', '.', '../clone');
    const clone = join(parent, 'clone');
    git(clone, 'checkout', '-q', '-b', 'topic', '--track', 'origin/main');
    git(clone, 'checkout', '-q', '-b', 'local', '--track', 'topic');
    git(clone, 'commit', '-q', '--allow-empty', '-m', 'more');
    git(clone, 'config', '--add', 'remote.origin.fetch', '+refs/x/*-y:refs/remotes/z/*');
    const parse = (revision: string) => git(clone, 'rev-parse', revision).toString().trim();
    const commits = [
      parse('HEAD~1').toUpperCase(),
      parse('HEAD~1').slice(0, 9).toUpperCase(),
      git(clone, 'describe', '--tags').toString().trim(),
      `${git(clone, 'describe', '--tags', '--long', 'HEAD~1').toString().trim()}~1`,
      'HEAD^{object}',
      'v1^{object}',
      'v1^{tag}',
      '@{u}',
      '@{UPSTREAM}~1',
      'HEAD@{u}',
      'topic@{upstream}^{commit}',
    ];
    for (const revision of commits) {
      const { files, git: facts } = await createRevisionCollector({ root: clone, revision })(
        signal,
      );
      const commit = parse(`${revision}^{commit}`);
      expect({ revision, ...facts }).toEqual({ revision, branch: null, commit, dirty: false });
      const listed = git(clone, 'ls-tree', '-r', '-z', '--format=%(objectname)', commit);
      expect(files.map(({ oid }) => `${oid}\0`).join('')).toBe(listed.toString());
    }
    for (const revision of ['HEAD:d', 'HEAD~1:d/e/', 'v1:d', 'HEAD:', 'HEAD^{tree}:d', '@{u}:d']) {
      const listed = git(clone, 'ls-tree', '-r', '-z', '--format=%(objectname)', revision);
      for (const directory of [clone, join(clone, 'd')]) {
        const { files, git: facts } = await createRevisionCollector({ root: directory, revision })(
          signal,
        );
        expect(files.map(({ oid }) => `${oid}\0`).join('')).toBe(listed.toString());
        expect(facts).toEqual({ branch: null, commit: null, dirty: false });
      }
    }
  });

  test.each([
    [':/text', ':/text'],
    ['HEAD^{/re}', '^{/re}'],
    ['HEAD^{/a:b}~1', '^{/a:b}'],
    ['HEAD@{0}', '@{0}'],
    ['@{-1}', '@{-1}'],
    ['main@{yesterday}', '@{yesterday}'],
    ['main@{push}', '@{push}'],
    ['HEAD^{blob}', '^{blob}'],
    [':d', ':d'],
    [':0:d', ':0:d'],
    ['HEAD:./d', 'REV:./PATH'],
    ['main..HEAD', 'main..HEAD'],
    ['main...HEAD', 'main...HEAD'],
    ['^main', '^main'],
    ['HEAD^!', 'HEAD^!'],
    ['HEAD^@', 'HEAD^@'],
    ['HEAD^-', 'HEAD^-'],
    ['..main', '..main'],
  ])('names the form of %s as unsupported, and says what is supported', async (revision, form) => {
    using repository = create(1);
    const { root } = repository;
    await expect(createRevisionCollector({ root, revision })(signal)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/is not supported. Supported are branches.*git describe/),
    });
    await expect(createRevisionCollector({ root, revision })(signal)).rejects.toThrow(
      `The form ${JSON.stringify(form)} of the revision`,
    );
  });

  test.each([
    ['HEAD:none', 'none is not a directory in it'],
    ['HEAD:run', 'run is not a directory in it'],
    ['HEAD^{tag}', 'it names a commit'],
    ['@{u}', 'the branch main has no upstream'],
    ['v1-3-gdeadbeef', 'it is neither a ref nor an object'],
  ])('says why %s is not a revision', async (revision, why) => {
    using repository = create(1);
    await expect(
      createRevisionCollector({ root: repository.root, revision })(signal),
    ).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(why) });
  });

  test('accepts a prefix of an id, and rejects an ambiguous one', async () => {
    using repository = create(2);
    const { root } = repository;
    const id = git(root, 'rev-parse', 'HEAD~1').toString().trim();
    for (const prefix of [id.slice(0, 12), id]) {
      const { git: facts } = await createRevisionCollector({ root, revision: prefix })(signal);
      expect(facts?.commit).toBe(id);
    }
    for (const rest of ['1', '2']) {
      writeTree(root, { [`.git/objects/ab/${'c'.repeat(37)}${rest}`]: '' });
    }
    const ambiguous = createRevisionCollector({ root, revision: 'abcccc' })(signal);
    await expect(ambiguous).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('more than one'),
    });
  });

  test.each([
    ['nothing', 'neither a ref nor an object'],
    ['HEAD~99', '0 parents'],
    ['HEAD^2', '1 parents'],
    ['--output=x', 'neither'],
    ['../../etc/passwd', 'neither'],
    ['HEAD:run', 'is not a directory in it'],
    ['@{1}', 'is not supported'],
    ['', 'neither'],
  ])('rejects %j, and says why', async (revision, why) => {
    using repository = create(2);
    await expect(
      createRevisionCollector({ root: repository.root, revision })(signal),
    ).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(why) });
  });

  test('rejects a revision beyond a shallow clone, and says why', async () => {
    using repository = create(3);
    git(repository.root, 'clone', '-q', '--depth=1', `file://${repository.root}`, '../shallow');
    const root = join(repository.parent, 'shallow');
    await expect(
      createRevisionCollector({ root, revision: 'HEAD~1' })(signal),
    ).rejects.toMatchObject({
      code: 'REPOSITORY_UNREADABLE',
      message: expect.stringContaining('--unshallow'),
    });
  });

  test('records a damaged object, and reads the others', async () => {
    using repository = create(1);
    const { root } = repository;
    const id = git(root, 'rev-parse', 'HEAD:d.x').toString().trim();
    const { files } = await createRevisionCollector({ root, revision: 'HEAD' })(signal);
    const path = join(root, '.git/objects', id.slice(0, 2), id.slice(2));
    rmSync(path);
    const open = createObjectReader({ root });
    expect(open(byPath(files, 'd.x'))).toMatchObject({
      skipped: 'io-error',
      detail: expect.stringContaining(id),
    });
    const other = git(root, 'rev-parse', 'HEAD:run').toString().trim();
    renameSync(join(root, '.git/objects', other.slice(0, 2), other.slice(2)), path);
    expect(open(byPath(files, 'd.x'))).toMatchObject({
      skipped: 'io-error',
      detail: expect.stringContaining('digest'),
    });
    expect(open(byPath(files, 'empty'))).toMatchObject({ size: 0 });
  });

  test('a damaged pack gives an error or a record, never a wrong byte', async () => {
    using repository = create(3);
    const { root } = repository;
    git(root, 'gc', '-q');
    const { files } = await createRevisionCollector({ root, revision: 'HEAD' })(signal);
    const expected = archive(root, 'HEAD');
    const directory = join(root, '.git/objects/pack');
    const name = readdirSync(directory).find((file) => file.endsWith('.pack')) as string;
    const pack = execFileSync('cat', [join(directory, name)]);
    rmSync(join(directory, name));
    for (let at = 12; at < pack.length; at += Math.ceil(pack.length / 80)) {
      const damaged = Buffer.from(pack);
      damaged[at] = (damaged[at] as number) ^ 0x11;
      writeFileSync(join(directory, name), damaged);
      const open = createObjectReader({ root });
      const wrong = files.filter((file) => {
        const source = open(file);
        if ('skipped' in source) return false;
        return contentOf(open, file) !== expected.get(file.path)?.split(' ')[1];
      });
      expect(wrong).toEqual([]);
    }
  });

  test.each([['..'], ['.'], ['.git'], ['a/b'], ['']])(
    'rejects a tree with the name %j',
    async (name) => {
      using repository = create(1);
      const { root } = repository;
      const blob = git(root, 'rev-parse', 'HEAD:run').toString().trim();
      const content = Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')]);
      const tree = execFileSync(
        'git',
        ['hash-object', '-t', 'tree', '--literally', '-w', '--stdin'],
        { cwd: root, input: content },
      )
        .toString()
        .trim();
      await expect(createRevisionCollector({ root, revision: tree })(signal)).rejects.toMatchObject(
        { code: 'REPOSITORY_UNREADABLE', message: expect.stringContaining(tree) },
      );
    },
  );
});

/** Path → mode and digest of the content, as the collector and the reader return them. */
async function read(root: string, revision: string): Promise<Map<string, string>> {
  const { files }: Discovery = await createRevisionCollector({ root, revision })(signal);
  const open = createObjectReader({ root });
  return new Map(files.map((file) => [file.path, `${file.mode} ${contentOf(open, file)}`]));
}

function contentOf(open: OpenSourceFile, file: SourceFile): string {
  const source = open(file);
  if ('skipped' in source) throw new Error(source.detail);
  const content = Buffer.alloc(source.size + 10);
  const length = source.read(content, 0);
  source[Symbol.dispose]();
  return createHash('sha1').update(content.subarray(0, length)).digest('hex');
}

/** The same, as git returns it. */
function archive(root: string, revision: string): Map<string, string> {
  const list = git(root, 'ls-tree', '-r', '-z', '--full-tree', revision)
    .toString('latin1')
    .split('\0')
    .slice(0, -1);
  return new Map(
    list.map((line) => {
      const [facts = '', path = ''] = line.split('\t');
      const [mode, , oid = ''] = facts.split(' ');
      const content = git(root, 'cat-file', 'blob', oid);
      return [
        decodePath(Buffer.from(path, 'latin1')),
        `${mode} ${createHash('sha1').update(content).digest('hex')}`,
      ];
    }),
  );
}

function byPath(files: readonly SourceFile[], path: string): SourceFile {
  return files.find((file) => file.path === path) as SourceFile;
}
