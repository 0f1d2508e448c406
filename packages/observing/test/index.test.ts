import { expect, test } from 'vitest';
import * as observing from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(observing).sort()).toEqual([
    'StopSignal',
    'counted',
    'createPaint',
    'cutText',
    'describeError',
    'errorDocument',
    'exitCodeMeanings',
    'exitCodeOf',
    'exitCodes',
    'grouped',
    'hasColors',
    'logFormats',
    'logLevels',
    'openObservers',
    'redactCredentials',
    'stopSignalNames',
    'textWidth',
  ]);
});
