import { expect, test } from 'vitest';
import * as retention from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(retention).sort()).toEqual([
    'applyRetention',
    'createNameFilter',
    'discoverSnapshots',
    'findInterrupted',
    'finishRemovals',
    'formatKeepWithin',
    'groupKey',
    'hasPinFile',
    'identifyFile',
    'parseKeepWithin',
    'planQuarantine',
    'planRetention',
    'quarantine',
    'readChecksum',
  ]);
});
