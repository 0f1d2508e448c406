import { describe, expect, it } from 'vitest';
import { checkValue } from '../src/check-value.js';
import { loadSettings } from '../src/load-settings.js';
import { localPath, localPathOrStore, missingStore } from '../src/missing-store.js';
import { settings } from '../src/settings.js';

const world = { root: '/', homeDirectory: '/nonexistent' };

describe('missingStore', () => {
  it.each([
    ['https://user:word@host/x.md', 'https'],
    ['git+ssh://host/x', 'git+ssh'],
    ['file:///x', 'file'],
  ])('%s', (path, name) => {
    expect(missingStore(path)).toBe(
      `there is no store ${name} here (a local path that begins like this is given as ./${name}:/…)`,
    );
    expect(localPath.test(path)).toBe(false);
  });

  it.each(['s3://bucket/x/', 'S3://b', 's3://'])('%s', (path) => {
    expect(missingStore(path)).toMatch(/^a bucket is not possible here \(a local path /u);
    expect(localPath.test(path)).toBe(false);
    expect(localPathOrStore.test(path)).toBe(true);
  });

  it.each(['./s3://bucket', '/s3://x', 's3:/x', 's3:', 'c://x', 'a/s3://x', '-', '~/x', '1s3://x'])(
    '%s is a path',
    (path) => {
      expect(missingStore(path)).toBeUndefined();
      expect(localPath.test(path)).toBe(true);
    },
  );
});

const paths = settings.filter(({ kind }) => kind.type === 'path' && kind.orStore !== true);

it.each(paths)('$key refuses an address, in a file and in the environment', async (setting) => {
  const name = `CREATE_DUMP_${setting.key.toUpperCase()}`;
  expect(checkValue(setting, 's3://bucket/x')).toMatchObject({
    wrong: expect.stringMatching(/^a bucket is not possible here \(/) as string,
  });
  await expect(
    loadSettings({ ...world, environment: { [name]: 'ftp://host/x' } }),
  ).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(`^${name}: there is no store ftp here`) as string,
  });
});

it('takes an address of object storage, and no other one, where a dump goes', async () => {
  const environment = (dest: string) => ({ environment: { CREATE_DUMP_DEST: dest } });
  const { values } = await loadSettings({ ...world, ...environment('S3://bucket/x/') });
  expect(values['dest']).toBe('S3://bucket/x/');
  await expect(loadSettings({ ...world, ...environment('ftp://host/x') })).rejects.toThrow(
    /there is no store ftp here/u,
  );
});

it('takes an address where one is meant', async () => {
  const environment = { CREATE_DUMP_METRICS_PUSH: 'http://host:9091' };
  const { values } = await loadSettings({ ...world, environment });
  expect(values['metrics_push']).toBe('http://host:9091');
});
