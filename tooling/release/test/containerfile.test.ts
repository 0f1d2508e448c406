import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workspaceRoot } from '../src/workspace-root.mjs';

test('the image that is checked runs as the published one does', () => {
  const published = settingsOf('Containerfile');
  expect(settingsOf('tooling/release/image/Containerfile.test')).toEqual(published);
  expect(published).toContain('USER 65532:65532');
  expect(published.at(-1)).toMatch(/^ENTRYPOINT /);
});

/** The lines of the target `cli` behind its COPY. */
function settingsOf(path: string): string[] {
  const lines = readFileSync(join(workspaceRoot, path), 'utf8').trim().split('\n');
  const target = lines.slice(lines.indexOf('FROM scratch AS cli') + 1);
  const end = target.findIndex((line) => line.startsWith('FROM '));
  return (end === -1 ? target : target.slice(0, end)).filter(
    (line) => line !== '' && !line.startsWith('COPY '),
  );
}
