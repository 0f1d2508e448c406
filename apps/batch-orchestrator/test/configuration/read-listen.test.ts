import { expect, it } from 'vitest';
import { readListen } from '../../src/configuration/read-listen.js';

it.each([
  ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
  ['localhost:0', { host: 'localhost', port: 0 }],
  ['[::]:65535', { host: '::', port: 65_535 }],
  ['[fe80::1%eth0]:1', { host: 'fe80::1%eth0', port: 1 }],
  ['::1:1', undefined],
  ['9464', undefined],
  [':9464', undefined],
  ['a:65536', undefined],
  ['a:b', undefined],
  ['http://a:1', undefined],
])('reads %j', (text, address) => {
  expect(readListen(text)).toEqual(address);
});
