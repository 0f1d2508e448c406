import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { type ArchiveFormat, createArchiver } from '../src/index.js';
import { destination, quiet } from './destination.js';
import { type SnapshotFacts, writeSnapshot } from './write-snapshot.js';

const text = 'héllo\n'.repeat(20_000);

const snapshots: readonly (readonly [what: string, content: string | Uint8Array, SnapshotFacts])[] =
  [
    ['text', text, {}],
    ['an empty dump', '', { extension: 'json' }],
    ['what is compressed already', gzipSync(text), { extension: 'md.gz' }],
    ['a name that is not ASCII', text, { prefix: 'é 😀' }],
    ['a long name', text, { prefix: 'x'.repeat(150) }],
    ['a name like an option', text, { prefix: '-rf' }],
  ];

/** A tool that checks an archive, and what it prints on success. Python reports a bad member on stdout, with exit code 0. */
interface Judge {
  readonly tool: string;
  readonly arguments: (archive: string, to: string) => readonly string[];
  readonly says: RegExp;
}

const testzip = 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())';

const judges: Readonly<Record<ArchiveFormat, readonly Judge[]>> = {
  zip: [
    { tool: 'unzip', arguments: (archive) => ['-t', archive], says: /No errors detected/ },
    { tool: '7z', arguments: (archive) => ['t', archive], says: /Everything is Ok/ },
    { tool: 'python3', arguments: (archive) => ['-c', testzip, archive], says: /^None\n$/ },
    { tool: 'bsdtar', arguments: (archive) => ['tf', archive], says: /_all_code_dump_/ },
  ],
  'tar.gz': [
    { tool: 'gzip', arguments: (archive) => ['-tv', archive], says: /^/ },
    { tool: 'tar', arguments: (archive) => ['-tzf', archive], says: /_all_code_dump_/ },
    { tool: 'bsdtar', arguments: (archive) => ['tf', archive], says: /_all_code_dump_/ },
    { tool: '7z', arguments: (archive) => ['t', archive], says: /Everything is Ok/ },
  ],
};

const extractors: Readonly<Record<ArchiveFormat, Omit<Judge, 'says'>>> = {
  zip: { tool: 'unzip', arguments: (archive, to) => ['-q', archive, '-d', to] },
  'tar.gz': { tool: 'tar', arguments: (archive, to) => ['-xzf', archive, '-C', to] },
};

function run({ tool, arguments: toArguments }: Omit<Judge, 'says'>, archive: string, to: string) {
  return execFileSync(tool, toArguments(archive, to), {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe.each(['zip', 'tar.gz'] as const)('an archive (%s)', (format) => {
  describe.each(snapshots)('of %s', (_, content, facts) => {
    async function archiveIn(directory: string): Promise<string> {
      const name = writeSnapshot(directory, content, facts);
      const archive = createArchiver({ ...destination, directory: join(directory, 'a'), format });
      return (await archive(join(directory, name), quiet)).path;
    }

    for (const judge of judges[format]) {
      const missing = findTool(judge.tool) === undefined;
      test.skipIf(missing)(`is accepted by ${judge.tool} (needs ${judge.tool})`, async () => {
        using directory = temporaryDirectory();
        const archive = await archiveIn(directory.path);
        expect(run(judge, archive, directory.path)).toMatch(judge.says);
      });
    }

    const extractor = extractors[format];
    const present = findTool(extractor.tool) && findTool('sha256sum');
    test.skipIf(!present)(
      `gives sha256sum -c what it expects (needs sha256sum and ${extractor.tool})`,
      async () => {
        using directory = temporaryDirectory();
        const to = join(directory.path, 'to');
        mkdirSync(to);
        const archive = await archiveIn(directory.path);
        run(extractor, archive, to);
        const name = writeSnapshot(directory.path, content, facts);
        const checksum = name.replace(/\.(md|md\.gz|json)$/, '.sha256');
        const options = {
          cwd: to,
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'C' },
        } as const;
        const said = execFileSync('sha256sum', ['-c', '--strict', '--', checksum], options);
        expect(said).toMatch(/: OK\n$/);
        expect(readFileSync(join(to, name))).toEqual(Buffer.from(content));
        rmSync(to, { recursive: true });
      },
    );
  });
});
