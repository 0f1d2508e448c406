import { type Node, Parser } from 'commonmark';
import type { Document } from './documents.js';

export interface CodeBlock {
  /** Path of the document, relative to the repository. */
  readonly document: string;
  /** Line of the document with the first line of the text. */
  readonly line: number;
  /** First word of the info string; `span` for a command in running text or in a table. */
  readonly language: string;
  readonly text: string;
}

/**
 * The fenced code blocks of a document, and its code spans that are commands of the program with arguments. A document that isn't
 * Markdown is one block.
 */
export function codeBlocks({ path, text }: Document): CodeBlock[] {
  if (!path.endsWith('.md')) return [{ document: path, line: 1, language: 'text', text }];
  const walker = new Parser().parse(text).walker();
  const blocks: CodeBlock[] = [];
  let line = 0;
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { node, entering } = event;
    if (!entering) continue;
    line = startLine(node) ?? line;
    if (node.type === 'softbreak') line++;
    const block = { document: path, text: node.literal ?? '' };
    if (node.type === 'code_block')
      blocks.push({ ...block, line: line + 1, language: node.info?.split(' ')[0] ?? '' });
    else if (node.type === 'code' && block.text.startsWith('create-dump '))
      blocks.push({ ...block, line, language: 'span', text: unescapeCell(block.text) });
  }
  return blocks;
}

/** Inline nodes have no position; those of a paragraph are counted from its first line. */
function startLine(node: Node): number | undefined {
  return (node.sourcepos as Node['sourcepos'] | undefined)?.[0][0];
}

/** A `|` in a table's cell is written `\|`, also in code. Square brackets mark an optional part, which is taken. */
function unescapeCell(text: string): string {
  return text.replaceAll('\\|', '|').replaceAll(/\[(.*?)\]/g, '$1');
}
