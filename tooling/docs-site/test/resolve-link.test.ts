import { describe, expect, it } from 'vitest';
import { resolveLink } from '../src/resolve-link.mjs';

const files = [
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'docs/batch.md',
  'docs/decisions/README.md',
  'docs/decisions/0001-x.md',
  'docs/examples/read-dump.py',
  'ops/README.md',
  'ops/cron/create-dump',
  'packages/core/README.md',
  'packages/files/README.md',
];

const kindOf = (path: string) => {
  if (files.includes(path)) return 'file';
  return files.some((file) => file.startsWith(`${path}/`)) ? 'folder' : undefined;
};

describe('resolveLink', () => {
  it.each([
    ['docs/index.md', 'batch.md', 'batch.md'],
    ['docs/index.md', 'batch.md#names', 'batch.md#names'],
    ['docs/index.md', '../README.md#use-it', 'overview.md#use-it'],
    ['docs/index.md', '../SECURITY.md', 'project/security.md'],
    ['docs/index.md', 'decisions', 'decisions/index.md'],
    ['docs/index.md', 'decisions/', 'decisions/index.md'],
    ['docs/decisions/0001-x.md', '../batch.md', '../batch.md'],
    ['SECURITY.md', 'docs/batch.md', '../batch.md'],
    ['README.md', 'packages/core', 'packages/core/index.md'],
    ['packages/files/README.md', '../core', '../core/index.md'],
    ['tooling/docs-site/api/files.md', 'core.md#api-x', '../core/api.md#api-x'],
    ['ops/README.md', '../docs/batch.md', 'batch.md'],
  ])('of %s: %s is the page %s', (from, href, onSite) => {
    const known = (path: string) =>
      path === 'tooling/docs-site/api/core.md' ? 'file' : kindOf(path);
    expect(resolveLink(href, from, known)).toMatchObject({
      href: onSite,
      page: expect.stringMatching(/\.md$/) as string,
    });
  });

  it.each([
    ['README.md', 'LICENSE', 'LICENSE', 'LICENSE'],
    [
      'docs/format.md',
      'examples/read-dump.py',
      'docs/examples/read-dump.py',
      'docs/examples/read-dump.py',
    ],
    ['SECURITY.md', 'LICENSE', '../LICENSE', 'LICENSE'],
    ['ops/README.md', 'cron/create-dump', 'ops/cron/create-dump', 'ops/cron/create-dump'],
  ])('of %s: %s is a copy of a file', (from, href, onSite, file) => {
    expect(resolveLink(href, from, kindOf)).toEqual({ href: onSite, file });
  });

  it.each([
    ['docs/index.md', 'bach.md'],
    ['docs/index.md', '../../elsewhere.md'],
    ['ops/README.md', 'cron'],
  ])('of %s: %s leads nowhere', (from, href) => {
    expect(resolveLink(href, from, kindOf)).toEqual({ fault: `${from}: ${href} leads nowhere` });
  });
});
