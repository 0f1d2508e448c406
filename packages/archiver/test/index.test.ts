import { expect, test } from 'vitest';
import * as archiver from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(archiver).sort()).toEqual([
    'archiveFiles',
    'createArchiver',
    'createTreeFinder',
    'extractArchive',
    'findArchivedCopy',
    'formatArchiveName',
    'listArchive',
    'openArchiveMember',
    'parseArchiveName',
    'peekArchive',
    'verifyArchive',
    'verifyFileArchive',
  ]);
});
