import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { type BatchEvent, type BatchOptions, planBatch, runBatch } from '../../src/index.js';
import { contextOf, optionsFor } from '../batch-context.js';

const shared = { exclude: { isShared: true } } as const;

/** Projects with excludes from the command line, and `c` with one of its own. */
function batchIn(root: string): BatchOptions {
  writeTree(root, { 'a/x.txt': '', 'a/y.py': '', 'b/x.txt': '', 'c/x.txt': '' });
  const options = optionsFor(root, join(root, 'out'), ['a', 'b', 'c']);
  const projects = options.projects.map((project) => {
    const selection = { root: join(root, project.directory), gitMetadata: false };
    const isOwn = project.directory === 'c';
    const own = { exclude: ['own'], patternSources: { exclude: { setBy: 'c/file:1' } } };
    const given = { exclude: ['*.py', '*.lgo', '*.lgo'], patternSources: shared };
    const chosen = { ...selection, ...(isOwn ? { files: ['none', 'x.*'], ...own } : given) };
    return { ...project, prepared: { name: project.name, selection: chosen } };
  });
  return { ...options, projects };
}

const warningsOf = (events: readonly BatchEvent[]) =>
  events.flatMap((event) =>
    event.type === 'project-event' && event.event.type === 'warned'
      ? [`${event.project.directory}: ${event.event.message}`]
      : [],
  );

describe('patterns for several projects', () => {
  it('are told once if they match in none; those of one project are told for it', async () => {
    using directory = temporaryDirectory();
    const options = batchIn(directory.path);
    const expected = [{ option: 'exclude', pattern: '*.lgo', source: { isShared: true } }];
    for (const run of [planBatch, runBatch]) {
      const events: BatchEvent[] = [];
      const { unmatched } = await run(options, contextOf(events));
      expect(unmatched).toEqual(expected);
      expect(warningsOf(events)).toEqual(['c: No file matches --files "none".']);
    }
  });

  it('are told also if every project is empty because of them', async () => {
    using directory = temporaryDirectory();
    const { projects, ...options } = batchIn(directory.path);
    const patternSources = { files: { isShared: true } };
    const files = projects.map(({ directory: name }) => {
      const selection = { root: join(directory.path, name), files: ['nope/**'], patternSources };
      return { directory: name, name, prepared: { name, selection } };
    });
    const { report, unmatched } = await runBatch({ ...options, projects: files }, contextOf());
    expect(report.projects.map(({ outcome }) => outcome)).toEqual(['empty', 'empty', 'empty']);
    expect(unmatched).toMatchObject([{ pattern: 'nope/**' }]);
  });

  it('are not told if a project could have matches that is not known', async () => {
    using directory = temporaryDirectory();
    const { projects, ...options } = batchIn(directory.path);
    const failure = { code: 'CONFIG_INVALID', message: 'x' } as const;
    const broken = { directory: 'd', name: 'd', prepared: { failure } };
    const run = await planBatch({ ...options, projects: [...projects, broken] }, contextOf());
    expect(run.unmatched).toEqual([]);
  });

  it('keep an atomic, strict batch from being published', async () => {
    using directory = temporaryDirectory();
    const options = { ...batchIn(directory.path), atomic: true };
    await expect(runBatch({ ...options, strict: true }, contextOf())).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('--exclude "*.lgo" excludes nothing') as unknown,
    });
    expect(readdirSync(options.destination)).toEqual([]);
    await runBatch(options, contextOf());
    expect(existsSync(options.destination)).toBe(true);
    expect(readdirSync(options.destination)).not.toEqual([]);
  });
});
