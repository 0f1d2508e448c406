import { common, createLowlight } from 'lowlight';

/** A piece of a line, with the classes of highlight.js. */
export interface Token {
  readonly text: string;
  readonly kind: string;
}

const lowlight = createLowlight(common);

/** Longest text that is highlighted: beyond, the browser would stall for seconds. */
export const mostHighlighted = 512 * 1024;

const namesOfFiles: ReadonlyMap<string, string> = new Map([
  ['makefile', 'makefile'],
  ['kbuild', 'makefile'],
  ['kconfig', 'plaintext'],
  ['dockerfile', 'bash'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['toml', 'ini'],
  ['html', 'xml'],
  ['svg', 'xml'],
  ['vue', 'xml'],
]);

/** The language of a path, if it is one that can be highlighted. */
export function languageOf(path: string): string | undefined {
  const name = (path.split('/').at(-1) ?? '').toLowerCase();
  const key = name.includes('.') ? (name.split('.').at(-1) ?? '') : name;
  const language = namesOfFiles.get(key) ?? key;
  return lowlight.registered(language) ? language : undefined;
}

/** The tokens of each line. */
export function highlightLines(text: string, language: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  const visit = (node: Piece, kind: string) => {
    if (node.type === 'text') {
      const parts = (node.value ?? '').split('\n');
      parts.forEach((part, at) => {
        if (at > 0) lines.push([]);
        if (part !== '') lines.at(-1)?.push({ text: part, kind });
      });
      return;
    }
    const names = node.properties?.className;
    const own = Array.isArray(names) ? names.join(' ') : kind;
    for (const child of node.children ?? []) visit(child as Piece, own);
  };
  visit(lowlight.highlight(language, text), '');
  return lines;
}

interface Piece {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly unknown[];
}
