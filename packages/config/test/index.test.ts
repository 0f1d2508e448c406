import { expect, it } from 'vitest';
import * as api from '../src/index.js';

// A change of this list is a change for users: it wants a changeset.
it('exports these values', () => {
  expect(Object.keys(api).sort()).toStrictEqual([
    'findFlag',
    'flags',
    'formatOrigin',
    'isSetting',
    'loadSections',
    'loadSettings',
    'missingStore',
    'nearest',
    'projectFileNames',
    'resolveSettings',
    'settings',
    'suggestFlag',
  ]);
});
