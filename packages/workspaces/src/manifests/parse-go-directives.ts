import { invalidManifest } from './invalid-manifest.js';

/**
 * The first argument of each `verb` line of a go.mod or go.work, in blocks and outside them
 * (https://go.dev/ref/mod#go-mod-file-lexical).
 *
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line for a block that isn't closed, or a text that isn't.
 */
export function parseGoDirectives(file: string, text: string, verb: string): readonly string[] {
  const found: string[] = [];
  let block: { readonly verb: string; readonly line: number } | undefined;
  for (const [index, content] of text.split('\n').entries()) {
    const line = index + 1;
    const tokens = splitLine(file, line, content);
    const [first, second] = tokens;
    if (first === undefined) continue;
    if (block !== undefined) {
      if (first === ')') block = undefined;
      else if (block.verb === verb) found.push(unquote(first));
    } else if (second === '(') {
      block = { verb: first, line };
    } else if (first === verb && second !== undefined) {
      found.push(unquote(second));
    }
  }
  if (block === undefined) return found;
  throw invalidManifest({ file, line: block.line, what: 'begins a block that has no end' });
}

/** The words, quoted texts and brackets of a line, without its comment. */
function splitLine(file: string, line: number, content: string): readonly string[] {
  const tokens: string[] = [];
  const token = /\s+|\/\/.*$|"(?:[^"\\]|\\.)*"|`[^`]*`|[()]|(?:(?!\/\/)[^\s()"`])+|(["`])/gy;
  for (const [part, quote] of content.matchAll(token)) {
    if (quote !== undefined) {
      throw invalidManifest({ file, line, what: `has a ${quote} that isn't closed` });
    }
    if (part.trim() !== '' && !part.startsWith('//')) tokens.push(part);
  }
  return tokens;
}

function unquote(token: string): string {
  if (token.startsWith('`')) return token.slice(1, -1);
  return token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : token;
}
