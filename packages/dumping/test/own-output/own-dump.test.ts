import { once } from 'node:events';
import {
  copyFileSync,
  createWriteStream,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { discoverProject, dumpProject, type ProjectDump } from '../../src/index.js';

const signal = new AbortController().signal;

/** The files that a dump of the root would contain. */
async function filesOf(root: string): Promise<readonly string[]> {
  const { files } = await discoverProject(toProject(root, ''), signal);
  return files.map(({ path }) => path);
}

function toProject(root: string, path: string, compress = false): ProjectDump {
  return { selection: { root }, destination: { kind: 'file', path: join(root, path) }, compress };
}

async function dump(root: string, path: string, compress = false): Promise<void> {
  const process = { pid: 1, hostname: 'test', now: new Date(0) };
  await dumpProject(toProject(root, path, compress), { process, tool: 'test 1.0.0' });
}

const tree = { 'a.txt': 'a\n', 'deep/b.md': '# b\n' };
const ownFiles = ['a.txt', 'deep/b.md'];

describe('a dump under a name of its own', () => {
  it.each([
    'snap.md',
    'deep/snap.md',
    'snap.txt',
    'snap.markdown',
    'ünï cödé.md',
    'snap',
    '.snap',
    'deep/snap.out',
    'deep.c/snap',
    'snap.20260101',
    'snap.1',
  ])('is in no later dump, and neither is its checksum file: %s', async (path) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    await dump(directory.path, path);
    expect(await filesOf(directory.path)).toEqual(ownFiles);
  });

  it('is in no later dump, and neither is the signature of its checksum file', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    await dump(directory.path, 'snap.md');
    const signature = join(directory.path, 'snap.sha256.sig');
    writeFileSync(signature, '-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n');
    expect(await filesOf(directory.path)).toEqual(ownFiles);
    writeFileSync(signature, 'something else\n');
    expect(await filesOf(directory.path)).toEqual([...ownFiles, 'snap.sha256.sig']);
  });

  it('is recognised if it is compressed, as long as its checksum file is beside it', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    await dump(directory.path, 'snap.md.gz', true);
    expect(await filesOf(directory.path)).toEqual(ownFiles);
    renameSync(join(directory.path, 'snap.sha256'), join(directory.path, 'other'));
    expect(await filesOf(directory.path)).toEqual([...ownFiles, 'other', 'snap.md.gz']);
  });

  it('is recognised if it is compressed under any name', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    await dump(directory.path, 'snap', true);
    expect(await filesOf(directory.path)).toEqual(ownFiles);
  });

  it.skipIf(findTool('git') === undefined)(
    'is in no dump of a revision that has it, and counts as deleted in none (needs git)',
    async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, tree);
      await dump(root, 'snap.md');
      await dump(root, 'deep/snap.out');
      await dump(root, 'packed.md.gz', true);
      git(root, 'init', '-q');
      commitAll(root);
      const project = toProject(root, '');
      const pathsOf = async (selection: ProjectDump['selection']) => {
        const { files, skipped } = await discoverProject({ ...project, selection }, signal);
        return [...files, ...skipped].map(({ path }) => path);
      };
      expect(await pathsOf({ root })).toEqual(ownFiles);
      expect(await pathsOf({ root, revision: 'HEAD' })).toEqual(ownFiles);
      expect(await pathsOf({ root, revision: 'HEAD', include: ['**'] })).toEqual(ownFiles);
      expect(await pathsOf({ root, since: 'HEAD' })).toEqual([]);
      expect(await pathsOf({ root, since: 'HEAD', revision: 'HEAD' })).toEqual([]);
      expect(await pathsOf({ root, include: ['*.md', '*.out', '*.gz', '*.sha256'] })).toEqual(
        ownFiles,
      );
    },
  );

  it('is recognised after it was copied elsewhere without its checksum file', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    await dump(directory.path, 'snap.md');
    mkdirSync(join(directory.path, 'docs'));
    copyFileSync(join(directory.path, 'snap.md'), join(directory.path, 'docs/SNAPSHOT.md'));
    expect(await filesOf(directory.path)).toEqual(ownFiles);
  });

  it('is dumped if it is no whole dump, with its checksum file', async () => {
    using directory = temporaryDirectory();
    const snap = join(directory.path, 'snap.md');
    writeTree(directory.path, tree);
    await dump(directory.path, 'snap.md');
    const bytes = readFileSync(snap);
    const all = [...ownFiles, 'snap.md', 'snap.sha256'];
    const variants = {
      appended: Buffer.concat([bytes, Buffer.from('A note.\n')]),
      prepended: Buffer.concat([Buffer.from('Look:\n'), bytes]),
      inserted: Buffer.concat([bytes.subarray(0, 30), Buffer.from('x'), bytes.subarray(30)]),
      cut: bytes.subarray(0, -20),
      head: bytes.subarray(0, 40),
    };
    for (const [name, content] of Object.entries(variants)) {
      writeFileSync(snap, content);
      expect([name, await filesOf(directory.path)]).toEqual([name, all]);
    }
  });
});

describe('a file that a dump is streamed to', () => {
  it.each(['third.md', 'third', 'deep/third.txt'])('is not in that dump: %s', async (path) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { ...tree, alias: { link: path } });
    // As a shell does it for `> third.md`.
    const stream = createWriteStream(join(directory.path, path));
    await once(stream, 'open');
    const process = { pid: 1, hostname: 'test', now: new Date(0) };
    const project: ProjectDump = {
      selection: { root: directory.path },
      destination: { kind: 'stream', stream },
    };
    const { files } = await dumpProject(project, { process, tool: 'test 1.0.0' });
    stream.end();
    // The link to it is a file of the tree.
    expect(files).toBe(ownFiles.length + 1);
  });
});

describe('a file that a person wrote', () => {
  it.each<[string, string]>([
    ['notes.md', '# Code dump: how to make one\n'],
    ['notes.md', '# Code dump: `x`\n\n```jsonl\n{"end":true}\n```\n'],
    ['notes.md', `# Code dump: \`x\`\n\n\`\`\`jsonl\n${endLine(99)}\n\`\`\`\n`],
    ['notes.md', `# Code dump: \`x\`\n\n\`\`\`jsonl\n${endLine(29)}\n\`\`\`\n`],
    ['notes.md', `# Code dump: \`x\`\n\n\`\`\`jsonl\n${endLine(0)}\n\`\`\`\n`],
    ['notes.md', '# Code dump: '],
    ['notes.md', ''],
    ['b.sha256', `${'0'.repeat(64)}  a.txt\n`],
    ['b.sha256', `${'0'.repeat(64)}  missing.md\n`],
    ['b.sha256', `${'0'.repeat(64)}  ../a.txt\n`],
    ['b.sha256', 'no checksum\n'],
    ['b.md.gz', '# Code dump: `x`\n'],
  ])('is dumped: %s, %j', async (name, content) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'a.txt': 'a', [name]: content });
    expect(await filesOf(directory.path)).toEqual(['a.txt', name]);
  });
});

function endLine(manifestOffset: number): string {
  const digest = '0'.repeat(64);
  const counts = { files: 0, skipped: 0, bytes: 0, treeSha256: digest };
  return JSON.stringify({ end: true, ...counts, manifestOffset, sha256: digest });
}
