import { expect, it } from 'vitest';
import { publicUri } from '../../src/index.js';

it.each([
  ['https://example.org/a/b.git', 'https://example.org/a/b.git'],
  ['https://token@example.org/a', 'https://example.org/a'],
  [
    'https://alice:secret@example.org:8443/a?private_token=secret#secret',
    'https://example.org:8443/a',
  ],
  ['ssh://git@example.org:2222/a.git', 'ssh://example.org:2222/a.git'],
  ['git@example.org:a/b.git', 'ssh://example.org/a/b.git'],
  ['git@example.org:/srv/b.git', 'ssh://example.org/srv/b.git'],
  ['example.org:a/b.git', 'ssh://example.org/a/b.git'],
  ['git://example.org/a', 'git://example.org/a'],
  ['/srv/git/a.git', undefined],
  ['../a', undefined],
  ['file:///srv/a.git', undefined],
  ['C:\\a', undefined],
  ['ext::sh -c secret', undefined],
  ['https:///a', 'https://a/'],
  ['', undefined],
])('%j gives %j', (remote, uri) => {
  expect(publicUri(remote)).toBe(uri);
});
