import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkManifest } from '../src/check-manifest.mjs';
import { publicationOf, refusePublication } from '../src/publication.mjs';

const workspace = {
  repository: { url: 'git+https://example.org/someone/create-dump.git' },
  engines: { node: '>=20.19' },
};
const sound = {
  name: '@create-dump/x',
  ...publicationOf('packages/x', workspace),
  keywords: ['create-dump', 'snapshot', 'x'],
  scripts: { prepack: 'turbo run build --output-logs=errors-only' },
  dependencies: { yaml: '^2.9.1' },
};

test('everything about where a package is published follows from the repository', () => {
  expect(publicationOf('packages/x', workspace)).toMatchObject({
    homepage: 'https://example.org/someone/create-dump/tree/main/packages/x#readme',
    bugs: 'https://example.org/someone/create-dump/issues',
    repository: { directory: 'packages/x' },
    publishConfig: { access: 'public', provenance: true },
  });
  expect(checkManifest('packages/x', sound, workspace)).toEqual([]);
});

test.each([
  ['another repository', { repository: { type: 'git', url: 'git+https://example.org/y/z.git' } }],
  ['no homepage', { homepage: undefined }],
  ['no provenance', { publishConfig: { access: 'public' } }],
  ['another range of Node', { engines: { node: '>=22' } }],
  ['no prepack', { scripts: {} }],
  ['too few keywords', { keywords: ['create-dump'] }],
  ['keywords without the name of the project', { keywords: ['a', 'b', 'c'] }],
  ['a pinned dependency', { dependencies: { yaml: '2.9.1' } }],
])('%s is refused', (_, change) => {
  expect(checkManifest('packages/x', { ...sound, ...change }, workspace)).toHaveLength(1);
});

test('nothing is published while the repository is the placeholder', () => {
  const path = new URL('../../../package.json', import.meta.url);
  const { repository } = JSON.parse(readFileSync(path, 'utf8')) as typeof workspace;
  const url = repository.url.replace(/github\.com\/[^/]+/, 'github.com/OWNER');
  expect(refusePublication({ repository: { url } })).toContain(
    'Set repository.url in package.json',
  );
  expect(refusePublication(workspace)).toBeUndefined();
});

test('a repository that npm would not link is refused', () => {
  const repository = { url: 'github:someone/create-dump' };
  expect(() => publicationOf('packages/x', { ...workspace, repository })).toThrow(
    'write git+https://HOST/OWNER/NAME.git',
  );
});
