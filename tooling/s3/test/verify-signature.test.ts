import { expect, it } from 'vitest';
import { verifySignature } from '../src/verify-signature.js';

/** The example "GET Object" of AWS's documentation of Signature Version 4, with its public keys. */
const request = {
  method: 'GET',
  url: '/test.txt',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
};
const keys = {
  keyId: 'AKIAIOSFODNN7EXAMPLE',
  secret: ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/'),
};

it('knows a signature that AWS has published, and no other one', () => {
  expect(verifySignature(request, keys)).toBeUndefined();
  const other = { ...request, url: '/other.txt' };
  expect(verifySignature(other, keys)).toBe('SignatureDoesNotMatch');
  expect(verifySignature(request, { ...keys, secret: 'x' })).toBe('SignatureDoesNotMatch');
  expect(verifySignature(request, { ...keys, keyId: 'x' })).toBe('InvalidAccessKeyId');
  const unsigned = { ...request, headers: {} };
  expect(verifySignature(unsigned, keys)).toBe('AccessDenied');
});
