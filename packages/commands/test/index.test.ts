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
    'outputFailure',
    'readHookArguments',
    'readMetricsArguments',
    'readOutputArguments',
    'readSelectionArguments',
    'readSettingsSource',
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
