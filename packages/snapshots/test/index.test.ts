import { expect, test } from 'vitest';
import * as snapshots from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(snapshots).sort()).toEqual([
    'calendarLegend',
    'createLineMatcher',
    'findArchives',
    'findVersions',
    'grepSnapshots',
    'isArchiveFile',
    'keepSnapshots',
    'layOutCalendar',
    'listKept',
    'openArchived',
    'parseKeepWithin',
    'parseSelector',
    'placeOf',
    'selectSnapshot',
    'verifyArchived',
  ]);
});
