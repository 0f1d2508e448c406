import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { checkLinks } from '../src/check-links.mjs';

const faultsOf = (pages: Readonly<Record<string, string>>) => {
  using directory = temporaryDirectory();
  writeTree(directory.path, pages);
  return checkLinks(`${directory.path}/`);
};

it('accepts links to pages, headings, files and other sites', () => {
  const index =
    '<h2 id="top"></h2><a href="#top">x</a><a class="y" href="/a/">x</a><a href="a/b.html#caf%C3%A9">x</a><a href="LICENSE">x</a><a href="https://example.org">x</a>';
  const faults = faultsOf({
    'index.html': index,
    'a/index.html': '<a href="../index.html#top">x</a>',
    'a/b.html': '<h2 id="café">x</h2><a href="./">x</a>',
    LICENSE: 'MIT',
  });
  expect(faults).toEqual([]);
});

it.each([
  ['a page that does not exist', '<a href="a.html">', 'index.html: a.html leads nowhere'],
  ['a folder without a page', '<a href="a/">', 'index.html: a/ leads nowhere'],
  [
    'a heading of the page that does not exist',
    '<a href="#x">',
    'index.html: #x: index.html has no such heading',
  ],
])('refuses %s', (_, html, fault) => {
  expect(faultsOf({ 'index.html': html })).toEqual([fault]);
});

it('refuses a heading of another page that does not exist', () => {
  const pages = { 'index.html': '<a href="/b.html#x">', 'b.html': '<h2 id="y">' };
  expect(faultsOf(pages)).toEqual(['index.html: /b.html#x: b.html has no such heading']);
});

it('refuses a page to which nothing leads, not even itself', () => {
  const pages = { 'index.html': '', 'b.html': '<a href="b.html">' };
  expect(faultsOf(pages)).toEqual(['b.html: no page leads here']);
});
