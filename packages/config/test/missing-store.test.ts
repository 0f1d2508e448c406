import { describe, expect, it } from 'vitest';
import { checkValue } from '../src/check-value.js';
import { loadSettings } from '../src/load-settings.js';
import { localPath, missingStore } from '../src/missing-store.js';
import { settings } from '../src/settings.js';

const world = { root: '/', homeDirectory: '/nonexistent' };

describe('missingStore', () => {
  it.each([
    ['s3://bucket/x/', 's3'],
    ['https://user:word@host/x.md', 'https'],
    ['git+ssh://host/x', 'git+ssh'],
    ['S3://b', 'S3'],
    ['file:///x', 'file'],
    ['s3://', 's3'],
  ])('%s', (path, name) => {
    expect(missingStore(path)).toBe(
      `there is no store ${name} here (a local path that begins like this is given as ./${name}:/…)`,
    );
    expect(localPath.test(path)).toBe(false);
  });

  it.each(['./s3://bucket', '/s3://x', 's3:/x', 's3:', 'c://x', 'a/s3://x', '-', '~/x', '1s3://x'])(
    '%s is a path',
    (path) => {
      expect(missingStore(path)).toBeUndefined();
      expect(localPath.test(path)).toBe(true);
    },
  );
});

const paths = settings.filter(({ kind }) => kind.type === 'path');

it.each(paths)('$key refuses an address, in a file and in the environment', async (setting) => {
  const name = `CREATE_DUMP_${setting.key.toUpperCase()}`;
  expect(checkValue(setting, 's3://bucket/x')).toMatchObject({
    wrong: expect.stringMatching(/^there is no store s3 here \(/) as string,
  });
  await expect(
    loadSettings({ ...world, environment: { [name]: 'ftp://host/x' } }),
  ).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(`^${name}: there is no store ftp here`) as string,
  });
});

it('takes an address where one is meant', async () => {
  const environment = { CREATE_DUMP_METRICS_PUSH: 'http://host:9091' };
  const { values } = await loadSettings({ ...world, environment });
  expect(values['metrics_push']).toBe('http://host:9091');
});
