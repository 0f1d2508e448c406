import { expect, test } from 'vitest';
import * as queue from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(queue).toSorted()).toEqual([
    'createQueueRunner',
    'createQueueWorker',
    'listDead',
    'parseQueueUrl',
    'pingQueue',
    'retryDead',
  ]);
});
