import { expect, test } from 'vitest';
import * as observing from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(observing).sort()).toEqual([
    'StopSignal',
    'counted',
    'createMetricsObserver',
    'createPaint',
    'cutText',
    'describeError',
    'documentText',
    'errorDocument',
    'exitCodeMeanings',
    'exitCodeOf',
    'exitCodes',
    'fileDocuments',
    'formatSummary',
    'grouped',
    'hasColors',
    'listedPath',
    'logFormats',
    'logLevels',
    'namedOrCounted',
    'openLogger',
    'openObservers',
    'redactCredentials',
    'salvageLine',
    'stopSignalNames',
    'tableOf',
    'terminalWidth',
    'textWidth',
    'timeText',
    'withSalvageLine',
    'writeAll',
    'writeLines',
  ]);
});
