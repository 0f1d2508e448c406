import { Readable, Writable } from 'node:stream';
import { loadSettings } from '@create-dump/config';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askSettings } from '../../../src/commands/config/ask-settings.js';
import {
  proposedAnswers,
  proposedFor,
  type SettingsAnswers,
  settingsTemplate,
} from '../../../src/commands/config/settings-template.js';
import { usualExcludes } from '../../../src/commands/config/usual-excludes.js';

describe('settingsTemplate', () => {
  it('is valid for any answers', async () => {
    const text = fc.string({ minLength: 1, unit: 'binary' }).filter((one) => !one.includes('\0'));
    const answers = fc.record({
      dest: text.map((path) => `/${path}`),
      exclude: fc.array(text, { maxLength: 3 }),
      keepLast: fc.integer({ min: 0, max: 999_999 }),
      excludeUsual: fc.constantFrom(true, false, undefined),
    });
    const isGiven = ({ excludeUsual }: { excludeUsual: boolean | undefined }) =>
      excludeUsual === true ? usualExcludes : null;
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        using directory = temporaryDirectory();
        const file = `${directory.path}/x.toml`;
        writeTree(directory.path, { 'x.toml': settingsTemplate(withoutUndefined(given)) });
        const { values } = await loadSettings({
          root: directory.path,
          environment: {},
          homeDirectory: '/nonexistent',
          file,
        });
        expect(values['exclude']).toStrictEqual(given.exclude.length === 0 ? null : given.exclude);
        expect(values['excluded_dirs']).toStrictEqual(isGiven(given));
        expect(values['archive']).toBe(given.keepLast > 0);
        expect(values['keep_last']).toBe(given.keepLast > 0 ? given.keepLast : null);
      }),
      { numRuns: 30 },
    );
  });

  it('is valid with its comments turned into settings', async () => {
    using directory = temporaryDirectory();
    const text = settingsTemplate(proposedFor(false)).replaceAll(/^# (?=\[|[a-z_]+ = )/gm, '');
    writeTree(directory.path, { 'create-dump.toml': text });
    const { values } = await loadSettings({
      root: directory.path,
      environment: {},
      homeDirectory: '/nonexistent',
      profile: 'nightly',
    });
    expect(values).toMatchObject({ strict: true, keep_daily: 14, max_size: '10MB' });
    expect(values['excluded_dirs']).toStrictEqual(usualExcludes);
  });
});

it('does not mention usual excludes in a work tree of git', () => {
  expect(proposedFor(true)).toBe(proposedAnswers);
  expect(settingsTemplate(proposedAnswers)).not.toContain('excluded_dirs');
  expect(settingsTemplate(proposedFor(false))).toContain('\n# excluded_dirs = ["node_modules", ');
});

function withoutUndefined({
  excludeUsual,
  ...answers
}: Omit<SettingsAnswers, 'excludeUsual'> & {
  readonly excludeUsual: boolean | undefined;
}): SettingsAnswers {
  return excludeUsual === undefined ? answers : { ...answers, excludeUsual };
}

describe('askSettings', () => {
  function ask(input: string, signal = new AbortController().signal, isInGit = true) {
    const asked: string[] = [];
    const stderr = new Writable({
      write(chunk: Buffer, _, done) {
        asked.push(chunk.toString());
        done();
      },
    });
    return {
      asked,
      answers: askSettings({ stdin: Readable.from([input]), stderr, signal }, isInGit),
    };
  }

  it('takes the proposals for empty answers', async () => {
    const { asked, answers } = ask('\n\n\n');
    expect(await answers).toStrictEqual(proposedAnswers);
    expect(asked).toStrictEqual([
      'Directory for dumps? [dumps] ',
      'Files to exclude? Globs, separated by commas: [nothing] ',
      'Archives of older dumps to keep? 0 archives nothing [10] ',
    ]);
  });

  it('offers the usual excludes outside git, and asks again for yes or no', async () => {
    const { signal } = new AbortController();
    const proposed = ask('\n\n\n\n', signal, false);
    expect(await proposed.answers).toStrictEqual(proposedFor(false));
    expect(proposed.asked[2]).toBe(
      'Exclude the usual directories of tools (node_modules, .venv, __pycache__, target, dist …)? yes or no [no] ',
    );
    const { asked, answers } = ask('\n\nmaybe\nYes\n\n', signal, false);
    expect(await answers).toStrictEqual({ ...proposedAnswers, excludeUsual: true });
    expect(asked).toHaveLength(5);
  });

  it('asks again for a number', async () => {
    const { asked, answers } = ask('out\n a, b/** ,\nmany\n3\n');
    expect(await answers).toStrictEqual({ dest: 'out', exclude: ['a', 'b/**'], keepLast: 3 });
    expect(asked).toHaveLength(4);
  });

  it('stops at the end of the input or of the run', async () => {
    await expect(ask('out\n').answers).rejects.toMatchObject({ code: 'READ_FAILED' });
    const stop = new Error('stopped');
    await expect(ask('', AbortSignal.abort(stop)).answers).rejects.toBe(stop);
  });
});
