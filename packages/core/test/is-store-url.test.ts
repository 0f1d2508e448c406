import { expect, it } from 'vitest';
import { isStoreUrl } from '../src/index.js';

it.each(['s3://bucket', 'S3://bucket/x', 's3://'])('%s is an address', (text) => {
  expect(isStoreUrl(text)).toBe(true);
});

it.each(['s3', 's3:/x', './s3://x', 'dumps', '/s3://', 'https://x'])('%s is none', (text) => {
  expect(isStoreUrl(text)).toBe(false);
});
