import { expect, it } from 'vitest';
import { mayPass } from '../src/index.js';

it.each(['EAGAIN', 'EBUSY', 'ETXTBSY', 'EMFILE', 'ENFILE', 'ESTALE'])('%s may pass', (code) => {
  expect(mayPass(code)).toBe(true);
});

it.each(['EIO', 'ENOSPC', 'EDQUOT', 'ENOENT', 'EACCES', 'EROFS', undefined])('%s stays', (code) => {
  expect(mayPass(code)).toBe(false);
});
