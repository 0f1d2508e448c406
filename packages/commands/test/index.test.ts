import { expect, test } from 'vitest';
import * as commands from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(commands).sort()).toEqual([
    'archiveCommand',
    'auditCommand',
    'batchCommand',
    'completeArguments',
    'flagSets',
    'forReading',
    'openRequestedTrust',
    'outputFailure',
    'readHookArguments',
    'readMetricsArguments',
    'readOutputArguments',
    'readSelectionArguments',
    'readSettingsSource',
    'readTrust',
    'readWorkers',
    'resolveRoot',
    'runObserved',
    'settingsDirectory',
    'singleCommand',
    'toArgument',
    'toSelection',
    'warnOfUnmatched',
    'watchOutput',
  ]);
});
