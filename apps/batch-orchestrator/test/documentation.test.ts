import { readFileSync } from 'node:fs';
import { runOutcomes } from '@create-dump/metrics';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../src/configuration/load-configuration.js';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const guide = read('docs/service.md');

const blocks = [guide, read('apps/batch-orchestrator/README.md')].flatMap((text) =>
  [...text.matchAll(/^```toml\n(?<toml>.*?)^```/gmsu)].map(({ groups }) => groups?.['toml'] ?? ''),
);

describe('the documents', () => {
  it.each(blocks)('have configurations that are valid: %#', async (text) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'batch.toml': text });
    const source = { cwd: directory.path, homeDirectory: '/home/me', env: {} };
    const { runs, state } = await loadConfiguration('batch.toml', source);
    expect(runs.length).toBeGreaterThan(0);
    expect(state).toBe('/var/lib/create-dump');
  });

  it('are there', () => {
    expect(blocks.length).toBeGreaterThan(1);
  });

  it('name every outcome', () => {
    for (const outcome of runOutcomes) expect(guide).toContain(outcome);
  });
});
