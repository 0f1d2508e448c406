import { expect, test } from 'vitest';
import * as api from '../src/index.js';

test('the package exports this and nothing more', () => {
  expect(Object.keys(api).sort()).toEqual(['createPageWriter', 'createViewServer', 'pageAssets']);
});
