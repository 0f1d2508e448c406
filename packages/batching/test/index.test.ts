import { expect, test } from 'vitest';
import * as batching from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(batching).sort()).toEqual([
    'countOutcomes',
    'keepReports',
    'planBatch',
    'runBatch',
    'runProjectTask',
  ]);
});
