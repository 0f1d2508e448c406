import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findTool, temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import { Parser } from 'commonmark';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const runs = [3, 4, 5, 10, 100, 252, 253, 254, 255, 256, 300];

/** Contents that break out of naive dumps. Zero-padded keys keep the order of sections. */
const nasty: Tree = Object.fromEntries(
  [
    ...runs.map((length) => `before\n${'`'.repeat(length)}\nafter\n`),
    ...runs.map((length) => `\n\`\`\`ts\n~~~\n${'~'.repeat(length)}\n`),
    '~~~\n~~~~~\n',
    'crlf\r\nlines\r\n',
    'lone\rcr\rlines',
    'no final newline',
    '\uFEFFbom\n',
    '</details>\n-->\n<!-- <script>\n</pre>\n',
    '# Code dump: `x`\n\n## `a`\n<a id="a"></a>\n\n```\nx\n```\n\n## Manifest\n\n```jsonl\n{"end":true}\n```\n',
    '---\nfront: matter\n---\n',
    'tab\t \n    indented\n',
    '\u2028\u2029\u0085\v\f\u202E\n',
    '',
    '\n',
    '\n\n\n',
    `${'a'.repeat(50_000_000)}\n`,
  ].map((content, at) => [`f${String(at).padStart(3, '0')}`, content]),
);

describe('renderers', () => {
  it('commonmark.js sees one code block per section, with the content as its literal', async () => {
    const markdown = await dumpNasty();
    expect(codeBlocks(markdown)).toEqual(
      Object.values(nasty).map((content) => asLiteral(content as string)),
    );
  });

  const cmark = findTool('cmark');
  it.skipIf(cmark === undefined)('cmark sees the same (skipped without cmark)', async () => {
    const markdown = await dumpNasty();
    const html = execFileSync('cmark', ['--unsafe'], {
      input: markdown,
      maxBuffer: 2 ** 30,
    }).toString('utf8');
    const blocks = [...html.matchAll(/<pre><code(?: class="[^"]*")?>([^]*?)<\/code><\/pre>/g)].map(
      (match) => unescapeHtml(match[1] ?? ''),
    );
    expect(blocks.slice(0, -1)).toEqual(
      Object.values(nasty).map((content) => asLiteral(content as string)),
    );
  });
});

async function dumpNasty(): Promise<string> {
  using directory = temporaryDirectory();
  writeTree(join(directory.path, 'tree'), nasty);
  const { code, stdout } = await runBin(['tree', '--output', '-'], { cwd: directory.path });
  expect(code).toBe(0);
  return stdout.toString('utf8');
}

/** Without the manifest's, the last. */
function codeBlocks(markdown: string): readonly string[] {
  const blocks: string[] = [];
  const walker = new Parser().parse(markdown).walker();
  for (let step = walker.next(); step !== null; step = walker.next()) {
    if (step.entering && step.node.type === 'code_block') blocks.push(step.node.literal ?? '');
  }
  return blocks.slice(0, -1);
}

/** As CommonMark has a content: LF line ends, the last line ended. */
function asLiteral(content: string): string {
  const text = content.replaceAll(/\r\n?/g, '\n');
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function unescapeHtml(html: string): string {
  return html.replaceAll(
    /&(lt|gt|quot|amp);/g,
    (_all, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '',
  );
}
