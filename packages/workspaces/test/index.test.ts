import { expect, test } from 'vitest';
import * as workspaces from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(workspaces).sort()).toEqual(['findProjects']);
});
