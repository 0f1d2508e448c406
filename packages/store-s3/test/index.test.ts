import { expect, test } from 'vitest';
import * as store from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(store).toSorted()).toEqual([
    'createS3Store',
    'findCredentials',
    'parseStoreUrl',
  ]);
});
