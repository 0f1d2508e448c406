import { expect, test } from 'vitest';
import * as snapshots from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(snapshots).sort()).toEqual([
    'auditSnapshots',
    'auditStates',
    'calendarText',
    'createLineMatcher',
    'createMatchText',
    'findArchives',
    'findVersions',
    'formatCheckpoint',
    'grepSnapshots',
    'isArchiveFile',
    'keepSnapshots',
    'listHistories',
    'listKept',
    'matchDocument',
    'openArchived',
    'openDestinationLedger',
    'parseCheckpoint',
    'parseKeepWithin',
    'parseSelector',
    'readVerified',
    'resolveSelectors',
    'selectSnapshot',
    'snapshotDocument',
    'snapshotHead',
    'snapshotRow',
    'verifiedCell',
    'verifiedHead',
    'verifyArchived',
    'versionDocument',
    'versionLines',
  ]);
});
