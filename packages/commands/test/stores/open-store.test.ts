import { describe, expect, it } from 'vitest';
import { openStore, readStoreArguments } from '../../src/index.js';

const world = { env: {}, pid: 1, hostname: 'host', now: () => new Date(0) };

function open(address: string, argv = {}, env: Readonly<Record<string, string>> = {}) {
  const context = { world: { ...world, env }, observe: () => {} };
  return openStore(address, readStoreArguments(argv), context);
}

describe('openStore', () => {
  it.each([
    ['s3://bucket', 's3://bucket/', ''],
    ['s3://bucket/', 's3://bucket/', ''],
    ['s3://bucket/x.md', 's3://bucket/', 'x.md'],
    ['s3://bucket/a/b/', 's3://bucket/a/b/', ''],
    ['s3://bucket/a/b/x.md', 's3://bucket/a/b/', 'x.md'],
    ['S3://bucket.md', 's3://bucket.md/', ''],
  ])('%s is a place in %s with the name "%s"', async (address, place, name) => {
    const opened = await open(address);
    expect({ place: opened.store.name, name: opened.name }).toEqual({ place, name });
  });

  it.each([
    ['http://192.0.2.1:9000', '--s3-insecure'],
    ['ftp://host', 'not a web address'],
    ['nonsense', 'not a web address'],
    ['https://user:pass-word@host', 'AWS_ACCESS_KEY_ID'],
  ])('refuses the endpoint %s, and does not repeat it', async (endpoint, part) => {
    for (const attempt of [
      open('s3://bucket/', { 's3-endpoint': endpoint }),
      open('s3://bucket/', {}, { AWS_ENDPOINT_URL: endpoint }),
      open('s3://bucket/', {}, { AWS_ENDPOINT_URL: 'https://host', AWS_ENDPOINT_URL_S3: endpoint }),
    ]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'USAGE',
        message: expect.stringContaining(part) as string,
      });
      await expect(attempt).rejects.not.toThrow(/pass-word|192\.0\.2\.1/u);
    }
  });

  it.each(['http://127.0.0.1:9000', 'http://localhost', 'http://[::1]:1', 'https://host'])(
    'takes the endpoint %s',
    async (endpoint) => {
      expect((await open('s3://bucket/', { 's3-endpoint': endpoint })).store.name).toBe(
        's3://bucket/',
      );
    },
  );

  it('takes an endpoint without encryption where that is asked for, and no empty variable', async () => {
    const argv = { 's3-endpoint': 'http://192.0.2.1', 's3-insecure': true };
    expect((await open('s3://bucket/', argv)).name).toBe('');
    expect((await open('s3://bucket/', {}, { AWS_ENDPOINT_URL_S3: '' })).name).toBe('');
  });
});
