import { expect, it } from 'vitest';
import { parseStoreUrl } from '../src/index.js';

it.each([
  ['s3://bucket', { bucket: 'bucket', path: '' }],
  ['s3://bucket/', { bucket: 'bucket', path: '' }],
  ['s3://my.bucket-1/a/b/', { bucket: 'my.bucket-1', path: 'a/b/' }],
  ['s3://bucket/a%20b?x#y.md', { bucket: 'bucket', path: 'a%20b?x#y.md' }],
])('reads %s', (text, place) => {
  expect(parseStoreUrl(text)).toEqual(place);
});

it.each(['s3://', 's3:///x', 's3://b/../c', 's3://b/./c', 's3://bucket:80/x', 's3://a b/x'])(
  'refuses %s',
  (text) => {
    expect(() => parseStoreUrl(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  },
);

it('does not repeat what may be a password', () => {
  for (const text of [
    's3://id:s3cret@bucket/x',
    's3://s3cret@bucket',
    's3://id:s3cret/x@bucket/',
  ]) {
    expect(() => parseStoreUrl(text)).toThrow(/AWS_ACCESS_KEY_ID/u);
    expect(() => parseStoreUrl(text)).not.toThrow(/s3cret/u);
  }
});
