import { dsse } from '@sigstore/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodePae, statementPayloadType } from '../../src/index.js';

it('is that of sigstore, for every payload', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(statementPayloadType, 'a/b', ''),
      (payload, type) => {
        const theirs = dsse.preAuthEncoding(type, Buffer.from(payload));
        expect(encodePae(type, payload).equals(theirs)).toBe(true);
      },
    ),
  );
});

it('counts bytes', () => {
  expect(encodePae('é', Buffer.from('ü')).toString()).toBe('DSSEv1 2 é 2 ü');
});
