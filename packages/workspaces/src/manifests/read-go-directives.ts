import type { ProjectSearchContext } from '../project-finder.js';
import { invalidManifest } from './manifest-fault.js';
import { readManifest } from './read-manifest.js';

/**
 * The first argument of each `verb` directive in a go.mod or go.work file, inside blocks and outside them
 * (https://go.dev/ref/mod#go-mod-file-lexical); undefined if there is no such file.
 *
 * @param file Relative to the root.
 * @throws {CreateDumpError} `CONFIG_INVALID` naming file and line for an unclosed block or string.
 */
export async function readGoDirectives(
  context: ProjectSearchContext,
  file: string,
  verb: string,
): Promise<readonly string[] | undefined> {
  const text = await readManifest(context, file);
  if (text === undefined) return undefined;
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
  throw invalidManifest({ file, line: block.line, what: 'opens a block that is never closed' });
}

/** The words, quoted strings and parentheses of a line, without its comment. */
function splitLine(file: string, line: number, content: string): readonly string[] {
  const tokens: string[] = [];
  const token = /\s+|\/\/.*$|"(?:[^"\\]|\\.)*"|`[^`]*`|[()]|(?:(?!\/\/)[^\s()"`])+|(["`])/gy;
  for (const [part, quote] of content.matchAll(token)) {
    if (quote !== undefined) {
      throw invalidManifest({ file, line, what: `has a ${quote} that is never closed` });
    }
    if (part.trim() !== '' && !part.startsWith('//')) tokens.push(part);
  }
  return tokens;
}

function unquote(token: string): string {
  if (token.startsWith('`')) return token.slice(1, -1);
  return token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : token;
}
