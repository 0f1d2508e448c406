// node html-index.mjs DUMP > index.html: a page that lists what a dump holds, and in which line.
import { tmpdir } from 'node:os';
import { displayPath, isSkipped } from '@create-dump/core';
import { openDump, openFileSource, verifyDump } from '@create-dump/markdown-reader';

const escape = (text) => text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const source = await openFileSource(process.argv[2], { spoolDirectory: tmpdir() });
const { ok } = await verifyDump(source);
const dump = openDump(source);
const title = escape(displayPath(dump.header.name));
console.log(`<!doctype html><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>`);
console.log(`<p>${dump.end.files} files, ${ok ? 'verified' : 'DAMAGED'}</p><table>`);
for await (const record of dump.records()) {
  const facts = isSkipped(record)
    ? [record.skipped]
    : [`${record.size} bytes`, `line ${record.line}`];
  console.log(`<tr><td>${[escape(displayPath(record.path)), ...facts].join('<td>')}`);
}
console.log('</table>');
source[Symbol.dispose]();
