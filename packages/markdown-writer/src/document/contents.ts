import type { SectionEntry } from '@create-dump/core';
import { anchorOf } from '../markup/anchor-of.js';
import { codeSpan } from '../markup/code-span.js';

/** How the table of contents lists the files. */
export type ContentsStyle = 'list' | 'tree' | 'none';

/** Renders the table of contents, line by line. */
export function* contents(
  entries: readonly SectionEntry[],
  style: ContentsStyle,
): Generator<string> {
  if (style === 'none') return;
  yield '## Contents\n\n';
  if (style === 'list') {
    for (const { path } of entries) yield `- ${link(path, path)}\n`;
  } else {
    yield* tree(entries);
  }
  yield '\n';
}

function* tree(entries: readonly SectionEntry[]): Generator<string> {
  let open: readonly string[] = [];
  for (const { path } of entries) {
    const parts = path.replace(/\/$/, '').split('/');
    const directories = parts.slice(0, -1);
    const same = directories.findIndex((part, depth) => part !== open[depth]);
    const from = same === -1 ? directories.length : same;
    for (let depth = from; depth < directories.length; depth++) {
      yield `${indent(depth)}- ${codeSpan(`${directories[depth]}/`)}\n`;
    }
    const name = path.slice(directories.join('/').length).replace(/^\//, '');
    yield `${indent(directories.length)}- ${link(name, path)}\n`;
    open = directories;
  }
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}

function link(text: string, path: string): string {
  return `[${codeSpan(text)}](#${anchorOf(path)})`;
}
