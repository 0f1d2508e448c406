import { expect, it } from 'vitest';
import * as api from '../src/index.js';

// Changing this list changes the public API and needs a changeset.
it('exports these values', () => {
  expect(Object.keys(api).sort()).toStrictEqual([
    'createProvenance',
    'createSignatureVerifier',
    'createSshSigner',
    'createStatement',
    'encodePae',
    'parseAllowedSigners',
    'parseRevokedKeys',
    'parseSshTime',
    'provenanceType',
    'publicUri',
    'statementPayloadType',
  ]);
});
