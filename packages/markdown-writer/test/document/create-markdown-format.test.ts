import { createHash } from 'node:crypto';
import type { FileRecord } from '@create-dump/core';
import { arbitraryContent } from '@create-dump/tooling-testing';
import { Parser } from 'commonmark';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dumpInMemory, memorySource } from '../memory-tree.js';

const text = (content: string) => Buffer.from(content);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What the record says the original is, taken from the dump by offset and length alone. */
function original(dump: Buffer, { offset, length, encoding }: FileRecord): Buffer {
  const stored = dump.subarray(offset, offset + length);
  if (encoding === undefined) return stored;
  const decoded = stored.toString('utf8');
  if (encoding === 'base64') return Buffer.from(decoded, 'base64');
  if (encoding === 'latin1') return Buffer.from(decoded, 'latin1');
  const utf16 = Buffer.from(decoded, 'utf16le');
  return encoding === 'utf-16le' ? utf16 : utf16.swap16();
}

describe('createMarkdownFormat', () => {
  it('writes the document that the specification shows', async () => {
    const { bytes } = await dumpInMemory(
      { 'src/index.ts': text('export {};\n'), 'notes `x`.md': text('no line end') },
      { entries: [{ path: 'logo.psd', skipped: 'too-large', size: 3_200_000 }] },
    );
    const [body] = bytes.toString('utf8').split('## Manifest');
    expect(body).toMatchInlineSnapshot(`
      "# Code dump: \`tree\`

      | Fact | Value |
      |---|---|
      | Generated | 1970-01-01T00:00:00Z |
      | Files | 3 |
      | Tool | test 1.0.0, format 1 |

      ## Contents

      - [\`logo.psd\`](#logo-psd-ac9d2f996b80)
      - [\`\`notes \`x\`.md\`\`](#notes-x-md-0d013f1004b4)
      - [\`src/index.ts\`](#src-index-ts-a2a171449d86)

      <a id="logo-psd-ac9d2f996b80"></a>

      ## \`logo.psd\`

      *3,200,000 bytes, over the size limit: not read.*

      <a id="notes-x-md-0d013f1004b4"></a>

      ## \`\`notes \`x\`.md\`\`

      \`\`\`md
      no line end
      \`\`\`

      <a id="src-index-ts-a2a171449d86"></a>

      ## \`src/index.ts\`

      \`\`\`ts
      export {};
      \`\`\`

      "
    `);
  });

  it('stores every content so that the record gives it back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), arbitraryContent, {
          maxKeys: 6,
          minKeys: 1,
        }),
        async (tree) => {
          const { bytes, records } = await dumpInMemory(tree, { binary: 'embed' });
          for (const record of records as FileRecord[]) {
            const content = tree[record.path] as Buffer;
            expect(original(bytes, record).equals(content)).toBe(true);
            expect(record.size).toBe(content.length);
            expect(record.sha256).toBe(sha256(content));
          }
          expect(records).toHaveLength(Object.keys(tree).length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the line at which a content begins, and how many lines it has', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryContent, { minLength: 1, maxLength: 4 }),
        async (contents) => {
          const tree = Object.fromEntries(contents.map((content, at) => [`f${at}`, content]));
          const { bytes, records } = await dumpInMemory(tree, { binary: 'embed' });
          for (const { offset, length, line, lines } of records as FileRecord[]) {
            const before = bytes.subarray(0, offset).filter((byte) => byte === 10).length;
            const stored = bytes.subarray(offset, offset + length);
            const feeds = stored.filter((byte) => byte === 10).length;
            expect(line).toBe(before + 1);
            expect(lines).toBe(feeds + (length > 0 && stored.at(-1) !== 10 ? 1 : 0));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has each anchor directly before its heading, as commonmark.js reads it', async () => {
    const { bytes } = await dumpInMemory({ a: text('a\n'), 'b `c`': text('# d\n') });
    const body = new Parser().parse(bytes.toString('utf8'));
    const blocks: string[] = [];
    for (let block = body.firstChild; block !== null; block = block.next) {
      const { type, literal, firstChild } = block;
      blocks.push(`${type} ${literal ?? firstChild?.literal ?? ''}`);
    }
    const from = blocks.findIndex((block) => block.startsWith('paragraph <a id='));
    expect(blocks.slice(from, -2)).toEqual([
      expect.stringMatching(/^paragraph <a id="a-[0-9a-f]{12}">$/),
      'heading a',
      'code_block a\n',
      expect.stringMatching(/^paragraph <a id="b-c-[0-9a-f]{12}">$/),
      'heading b `c`',
      'code_block # d\n',
    ]);
  });

  it('is one code block per text for commonmark.js, with the content as its literal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryContent, { minLength: 1, maxLength: 4 }),
        async (contents) => {
          const tree = Object.fromEntries(contents.map((content, at) => [`f${at}`, content]));
          const { bytes, records } = await dumpInMemory(tree, { binary: 'embed' });
          const blocks = codeBlocks(bytes.toString('utf8'));
          const shown = (records as FileRecord[]).map(({ offset, length }) =>
            asLiteral(bytes.subarray(offset, offset + length).toString('utf8')),
          );
          expect(blocks.slice(0, -1)).toEqual(shown);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives a binary content a sentence with its size and digest', async () => {
    const content = Buffer.from([0, 1, 2]);
    const { bytes, records, result } = await dumpInMemory({ bin: content });
    expect(bytes.toString('utf8')).toContain(
      `*Binary, 3 bytes, SHA-256 \`${sha256(content)}\`: not shown.*`,
    );
    expect(records).toEqual([{ path: 'bin', skipped: 'binary', size: 3, sha256: sha256(content) }]);
    expect(result).toMatchObject({ files: 0, bytes: 0 });
  });

  it.each([
    ['Latin-1', Buffer.from('caf\u00e9\r\n', 'latin1'), 'latin1'],
    ['UTF-16 little-endian', Buffer.from('\uFEFFh\u00e9 \u{1F600}', 'utf16le'), 'utf-16le'],
    ['UTF-16 big-endian', Buffer.from('\uFEFFh\u00e9', 'utf16le').swap16(), 'utf-16be'],
  ])('shows %s as text', async (_name, content, encoding) => {
    const { bytes, records } = await dumpInMemory({ a: content });
    expect(records[0]).toMatchObject({ encoding, size: content.length });
    expect(original(bytes, records[0] as FileRecord).equals(content)).toBe(true);
  });

  it('marks a file that keeps changing as unstable, with the bytes that were read', async () => {
    const { bytes, records, result } = await dumpInMemory(
      { log: text('growing') },
      { openSource: () => memorySource(text('growing'), { unchanged: () => false }) },
    );
    expect(records[0]).toMatchObject({ unstable: true, sha256: sha256(text('growing')) });
    expect(original(bytes, records[0] as FileRecord).toString()).toBe('growing');
    expect(result.unstable).toEqual(['log']);
  });

  it('reads a file again that changed once', async () => {
    let opened = 0;
    const { records } = await dumpInMemory(
      { log: text('x') },
      { openSource: () => memorySource(text('x'), { unchanged: () => ++opened > 1 }) },
    );
    expect(records[0]).not.toHaveProperty('unstable');
    expect(opened).toBe(2);
  });

  it.each([
    ['changed', { unchanged: () => false }],
    [
      "isn't a file any more",
      {
        read: () => {
          throw Object.assign(new Error('read'), { code: 'EISDIR' });
        },
      },
    ],
  ])('asks anew for a file that %s since it was discovered', async (_, overrides) => {
    const entries = [{ path: 'log', mode: '100644', size: 3, changeMark: 1 } as const];
    const asked: unknown[] = [];
    const { records } = await dumpInMemory(
      {},
      {
        entries,
        openSource(_file, asDiscovered) {
          asked.push(asDiscovered);
          return memorySource(text(asDiscovered ? 'old' : 'newer'), asDiscovered ? overrides : {});
        },
      },
    );
    expect(asked).toEqual([true, false]);
    expect(records).toEqual([
      expect.objectContaining({ path: 'log', sha256: sha256(text('newer')) }),
    ]);
    expect(records[0]).not.toHaveProperty('unstable');
  });

  it('makes a record of a file that the system fails to read', async () => {
    const failure = Object.assign(new Error('read'), { code: 'EIO' });
    const openSource = () =>
      memorySource(text('x'), {
        read: () => {
          throw failure;
        },
      });
    const { records, bytes } = await dumpInMemory({ bad: text('x') }, { openSource });
    expect(records).toEqual([{ path: 'bad', skipped: 'io-error', detail: 'EIO' }]);
    expect(bytes.toString()).toContain("*The file couldn't be read, the system failed (`EIO`).*");
  });

  it('lists the contents as a tree, or not at all', async () => {
    const tree = { 'a/b/c.ts': text(''), 'a/d.ts': text(''), 'e.ts': text('') };
    const asTree = (await dumpInMemory(tree, { contents: 'tree' })).bytes.toString();
    expect(asTree).toMatch(
      /^- `a\/`\n {2}- `b\/`\n {4}- \[`c.ts`\]\(#a-b-c-ts-[0-9a-f]{12}\)\n {2}- \[`d.ts`\]/mu,
    );
    expect((await dumpInMemory(tree, { contents: 'none' })).bytes.toString()).not.toContain(
      'Contents',
    );
  });

  it('links every entry of the contents to a section', async () => {
    const names = [
      '!!!',
      '???',
      'a-b',
      'a_b',
      'a.b',
      'A-B',
      'é',
      'e\u0301',
      '__proto__',
      'constructor',
    ];
    const tree = Object.fromEntries(names.map((name) => [name, text(name)]));
    const markdown = (await dumpInMemory(tree)).bytes.toString();
    const links = [...markdown.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
    const targets = [...markdown.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]);
    expect(links).toEqual(targets);
    expect(new Set(links).size).toBe(Object.keys(tree).length);
  });
});

function codeBlocks(markdown: string): readonly string[] {
  const blocks: string[] = [];
  const walker = new Parser().parse(markdown).walker();
  for (let step = walker.next(); step !== null; step = walker.next()) {
    if (step.entering && step.node.type === 'code_block') blocks.push(step.node.literal ?? '');
  }
  return blocks;
}

/** A content as CommonMark has it in a code block: LF line ends, the last line ended. */
function asLiteral(content: string): string {
  const lines = content.replaceAll(/\r\n?/g, '\n');
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
}
