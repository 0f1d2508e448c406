import { expect, test } from 'vitest';
import * as dumping from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(dumping).sort()).toEqual([
    'createDump',
    'createOwnOutputTest',
    'createRenderPool',
    'discoverFiles',
    'discoverProject',
    'dumpProject',
    'explainSelection',
    'isArchiveHead',
    'listFiles',
    'ownProcess',
    'parseReportName',
    'parseStagingName',
    'readRemoteUrl',
    'recordTree',
    'recordUnchanged',
    'reportFormat',
    'reportIndexHead',
    'reportStamp',
    'serveRendering',
    'stagingName',
    'userGitFiles',
  ]);
});
