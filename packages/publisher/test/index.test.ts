import { expect, test } from 'vitest';
import * as publisher from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(publisher).sort()).toEqual([
    'createDumpPublisher',
    'createFileOutput',
    'createGzipOutput',
    'createStoreOutput',
    'createStreamOutput',
    'findFreeSequence',
    'isBrokenPipe',
    'publishStagedDump',
    'withdrawStagedDump',
  ]);
});
