import { expect, test } from 'vitest';
import * as files from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(files).sort()).toEqual([
    'createPlacement',
    'createRunId',
    'createTemporaryFile',
    'describeFailure',
    'describeSystemError',
    'errorCode',
    'isNameOf',
    'isRunOver',
    'isTemporaryName',
    'lacksHardLinks',
    'lockDirectory',
    'lockName',
    'makeDirectory',
    'openRegularFile',
    'parseRunId',
    'parseTemporaryName',
    'prepareDirectory',
    'readHead',
    'readIdentity',
    'readOwnUser',
    'readRegularFile',
    'readStatedDigest',
    'readTextFile',
    'removeStaleTemporaries',
    'repeatPassing',
    'syncDirectory',
    'toFailure',
    'withdrawFile',
  ]);
});
