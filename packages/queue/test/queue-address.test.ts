import { expect, test } from 'vitest';
import { parseQueueUrl } from '../src/index.js';

test('shows an address without its password', () => {
  expect(parseQueueUrl(' redis://me:s3cret@queue.example:6380/2\n')).toEqual({
    url: 'redis://me:s3cret@queue.example:6380/2',
    shown: 'redis://queue.example:6380/2',
  });
  expect(parseQueueUrl('rediss://queue.example').shown).toBe('rediss://queue.example');
});

test.each([
  's3cret',
  'http://me:s3cret@host',
  'redis://',
  'redis://me:s3cret@host/name',
  'redis://host?password=s3cret',
])('refuses "%s" without repeating it', (text) => {
  const parse = () => parseQueueUrl(text);
  expect(parse).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
  expect(parse).toThrow('Write redis://host:6379');
  expect(parse).not.toThrow('s3cret');
});
