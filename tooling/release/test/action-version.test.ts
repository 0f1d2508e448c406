import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readActionVersion, withActionVersion } from '../src/action-version.mjs';
import { workspaceRoot } from '../src/workspace-root.mjs';

const action = readFileSync(join(workspaceRoot, 'action.yml'), 'utf8');

test('the action installs the program of its own commit', () => {
  const manifest = readFileSync(join(workspaceRoot, 'apps/cli/package.json'), 'utf8');
  expect(readActionVersion(action)).toBe((JSON.parse(manifest) as { version: string }).version);
});

test('a release changes that version, and nothing else', () => {
  const next = withActionVersion(action, '7.8.9');
  expect(readActionVersion(next)).toBe('7.8.9');
  expect(withActionVersion(next, readActionVersion(action) ?? '')).toBe(action);
});
