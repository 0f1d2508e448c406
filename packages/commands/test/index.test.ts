import { expect, test } from 'vitest';
import * as commands from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(commands).sort()).toEqual([
    'archiveCommand',
    'auditCommand',
    'batchCommand',
    'completeArguments',
    'findAddress',
    'flagSets',
    'forReading',
    'openRequestedTrust',
    'outputFailure',
    'performDump',
    'readHookArguments',
    'readMetricsArguments',
    'readOutputArguments',
    'readQueueRequest',
    'readSelectionArguments',
    'readSettingsSource',
    'readTrust',
    'readWorkers',
    'resolveRoot',
    'runDead',
    'runObserved',
    'runWorker',
    'settingsDirectory',
    'singleCommand',
    'toArgument',
    'toSelection',
    'warnOfUnmatched',
    'watchOutput',
  ]);
});
