import { expect, test } from 'vitest';
import * as snapshots from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(snapshots).sort()).toEqual([
    'auditSnapshots',
    'auditStates',
    'findArchives',
    'formatCheckpoint',
    'isArchiveFile',
    'keepSnapshots',
    'openArchived',
    'openDestinationLedger',
    'parseCheckpoint',
    'parseKeepWithin',
    'verifyArchived',
  ]);
});
