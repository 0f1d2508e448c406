import { readdirSync } from 'node:fs';
import {
  arbitraryTree,
  readTree,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restoreSalvage, salvageDump } from '../../src/index.js';
import { buildDump, filesOfTree, type TestFile } from '../build-dump.js';
import { memorySource } from '../memory-source.js';

// Property tests take long on busy machines.
/** What is salvaged from a dump: the restored tree, the proven paths and the unproven ones. */
async function salvage(bytes: Uint8Array) {
  using directory = temporaryDirectory();
  const target = `${directory.path}/target`;
  const source = memorySource(bytes);
  const salvage = await salvageDump(source);
  const { files, refused, missing, dialect } = salvage;
  const result = files.length === 0 ? undefined : await restoreSalvage(source, salvage, { target });
  const proven = files.filter((file) => file.proven).map(({ path }) => path);
  const unproven = files.filter((file) => !file.proven).map(({ path }) => path);
  expect(result?.notExact.map(({ path }) => path) ?? []).toEqual(unproven);
  const tree = files.length === 0 ? new Map<string, string>() : readTree(target);
  return { tree, proven, unproven, refused, missing, dialect, files };
}

test.each([
  ['an intact dump', false],
  ['one of a development version', true],
])('%s is salvaged as a whole, and proven', async (_, isOld) => {
  await fc.assert(
    fc.asyncProperty(arbitraryTree, async (tree) => {
      using directory = temporaryDirectory();
      writeTree(directory.path, tree);
      const before = readTree(directory.path);
      const {
        tree: after,
        unproven,
        refused,
        missing,
      } = await salvage(buildDump(filesOfTree(before), 0, isOld));
      expect({ unproven, refused, missing }).toEqual({ unproven: [], refused: [], missing: [] });
      expect(after).toEqual(before);
    }),
    { numRuns: 200 },
  );
});

const files: TestFile[] = [
  { path: 'a.ts', content: 'const a = 1;\n' },
  { path: 'b.ts', content: 'no line end' },
  { path: 'bin/run', content: 'echo', mode: '100755' },
  { path: 'empty' },
  { path: 'latin1', content: Buffer.from('caf\xe9', 'latin1') },
  { path: 'link', content: 'a.ts', mode: '120000' },
  { path: 'logo.psd', skipped: 'binary' },
  { path: 'nested.md', content: buildDump([{ path: 'inner', content: '```\n' }]) },
];
const dump = buildDump(files);
const edited = (from: string, to: string) =>
  Buffer.from(dump.toString('latin1').replace(from, to), 'latin1');

test('an edited content is salvaged as it is now, and it alone is unproven', async () => {
  const { tree, unproven, proven, dialect } = await salvage(edited('const a = 1;', 'let a = 22;'));
  expect(dialect).toBe('create-dump');
  expect(unproven).toEqual(['a.ts']);
  expect(proven).toEqual(['b.ts', 'bin/run', 'empty', 'latin1', 'link', 'nested.md']);
  expect(tree.get('a.ts')).toBe('100644 let a = 22;\n');
  expect(tree.get('bin/run')).toBe('100755 echo');
  expect(tree.get('link')).toBe('120000 a.ts');
  expect(tree.get('latin1')).toBe('100644 caf\xe9');
});

test('a content that is no longer valid in its encoding is salvaged undecoded', async () => {
  const { tree, unproven } = await salvage(edited('caf\xc3\xa9', 'caf\xe2\x82\xac'));
  expect(unproven).toEqual(['latin1']);
  expect(tree.get('latin1')).toBe('100644 caf\xe2\x82\xac\n');
});

test('a removed section is missing, an added one is unproven', async () => {
  const removed = await salvage(edited('## `a.ts`', 'a.ts'));
  expect(removed.missing).toEqual(['a.ts']);
  const added = await salvage(edited('## `a.ts`', '## `0`\n\n```\nnew\n```\n\n## `a.ts`'));
  expect(added.unproven).toEqual(['0']);
  expect(added.tree.get('0')).toBe('100644 new\n');
});

test('a damaged record proves nothing; the others do', async () => {
  const { unproven, proven } = await salvage(edited('{"path":"b.ts"', '{"path":b.ts"'));
  expect(unproven).toEqual(['b.ts']);
  expect(proven.length).toBe(6);
});

test('a dump that is cut off anywhere is salvaged up to that point', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 20, max: dump.length - 1 }), async (length) => {
      const { tree, files: found, proven } = await salvage(dump.subarray(0, length));
      for (const { path, complete } of found.slice(0, -1))
        expect([path, complete]).toEqual([path, true]);
      expect(tree.size).toBe(found.length);
      expect(found.length).toBeGreaterThanOrEqual(proven.length);
    }),
    { numRuns: 300 },
  );
  const upTo = async (text: string) => salvage(dump.subarray(0, dump.lastIndexOf(text)));
  const inContent = await upTo(' = 1;');
  expect(inContent.tree).toEqual(new Map([['a.ts', '100644 const a']]));
  expect(inContent.files).toMatchObject([{ proven: false, complete: false }]);
  const inManifest = await upTo('{"path":"empty"');
  expect(inManifest.proven).toEqual(['a.ts', 'b.ts', 'bin/run']);
  expect(inManifest.unproven).toEqual(['empty', 'latin1', 'link', 'nested.md']);
});

test('unsafe and duplicate paths are refused by name', async () => {
  const section = (path: string) => `## \`${path}\`\n\n\`\`\`\nx\n\`\`\`\n\n`;
  const paths = ['../x', '/x', 'a/../../x', 'a\\\\x00b', 'ok', 'ok', 'ok/x', 'b\\x00c'];
  const { tree, refused } = await salvage(
    Buffer.from(`# Code dump: \`x\`\n\n${paths.map(section).join('')}`),
  );
  expect([...tree.keys()]).toEqual(['a\\x00b', 'ok']);
  expect(refused).toEqual([
    expect.stringMatching(/line 6, "\.\.\/x", has a part/),
    expect.stringMatching(/"\/x", is absolute/),
    expect.stringMatching(/"a\/\.\.\/\.\.\/x", has a part/),
    expect.stringMatching(/"b\\x00c", has a NUL byte/),
    expect.stringMatching(/"ok", occurs twice/),
    expect.stringMatching(/"ok\/x", goes through "ok"/),
  ]);
});

/** A file's section as the Python program `create_dump` writes it. */
function pythonSection(path: string, content: string): string {
  const fence = content.includes('```') ? '~~~' : '```';
  return `## ${path}\n\n<a id='x'></a>\n\n${fence}py\n${content}\n${fence}\n\n---\n\n`;
}

test('a dump of the Python program create_dump is read, although its fences may be too short', async () => {
  const contents: Record<string, string> = {
    'src/a b.py': 'print()\n',
    'fences.md': '```\n~~~\n\ntext\n',
    'empty.py': '',
    'no-end.py': 'x',
    'crlf.py': 'x\r\n',
  };
  const sections = Object.entries(contents).map((entry) => pythonSection(...entry));
  const text = [
    '# 🗃️ Project Code Dump\n\n**Generated:** 2025-01-01T12:00:00+00:00 UTC\n\n---\n\n',
    '## Table of Contents\n\n1. [src/a b.py](#src-a-b-py)\n\n---\n\n',
    ...sections,
    '## gone.py\n\n> ⚠️ **Failed:** no such file\n\n---\n\n',
    '## 📝 Technical Debt Summary\n\nFound 1 items:\n\n```text\n- TODO\n```\n\n---\n\n',
  ];
  const { tree, dialect, proven, refused } = await salvage(Buffer.from(text.join('')));
  expect(dialect).toBe('create_dump');
  expect(proven).toEqual([]);
  expect(refused).toEqual([]);
  expect(tree).toEqual(
    new Map(Object.entries(contents).map(([path, content]) => [path, `100644 ${content}`])),
  );
});

test('a dump of repomix in its Markdown style is read', async () => {
  const text = `This file is a merged representation of the entire codebase.

# File Summary

## Purpose
This file contains a packed representation.

# Directory Structure
\`\`\`
src/
  a.ts
README.md
\`\`\`

# Files

## File: src/a.ts
\`\`\`\`typescript
const a = 1;

\`\`\`\`

## File: README.md
\`\`\`\`markdown
# Hello
\`\`\`ts
## File: x
\`\`\`
\`\`\`\`

# Git Diffs
## Git Diffs Working Tree
\`\`\`diff
- x
\`\`\`
`;
  const { tree, dialect, proven } = await salvage(Buffer.from(text));
  expect(dialect).toBe('repomix');
  expect(proven).toEqual([]);
  expect(tree).toEqual(
    new Map([
      ['README.md', '100644 # Hello\n```ts\n## File: x\n```'],
      ['src/a.ts', '100644 const a = 1;\n'],
    ]),
  );
});

test.each(['', 'hello\n', '# Title\n\n```\ncode\n```\n'])('%j is not a dump', async (text) => {
  await expect(salvageDump(memorySource(Buffer.from(text)))).rejects.toMatchObject({
    code: 'DUMP_MALFORMED',
  });
});

test('part of a salvage can be restored, and an abort leaves nothing', async () => {
  using directory = temporaryDirectory();
  const source = memorySource(dump);
  const salvage = await salvageDump(source);
  const part = `${directory.path}/part`;
  await restoreSalvage(source, salvage, { target: part, files: ['*.ts'] });
  expect([...readTree(part).keys()]).toEqual(['a.ts', 'b.ts']);
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(salvageDump(source, { signal })).rejects.toThrow('stop');
  const aborted = restoreSalvage(source, salvage, { target: `${directory.path}/x`, signal });
  await expect(aborted).rejects.toThrow('stop');
  expect(readdirSync(directory.path)).toEqual(['part']);
});
