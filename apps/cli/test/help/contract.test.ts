import { settings } from '@create-dump/config';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands.js';

const dumping =
  'dest files exclude max-size use-gitignore git-ls-files toc git-meta binary compress archive archive-all search keep-last keep-hourly keep-daily keep-weekly keep-monthly keep-yearly keep-within keep-latest include-current clean-root remove dry-run workers timeout strict progress quiet verbose log-format color json metrics-port metrics-host metrics-file metrics-push';

/** The options that users were promised, by command. */
const promised: Readonly<Record<string, string>> = {
  single: `${dumping} output files-from null ref diff-since`,
  batch: `${dumping} root dirs atomic`,
  archive: 'search keep-last keep-within clean-root remove dry-run json',
  verify: 'json progress',
  restore: 'at dir group to files merge overwrite verify salvage dry-run json progress',
  files: 'zero json exclude',
  explain: 'json exclude',
  diff: 'stat patch exit-code json',
  ls: 'dir group zero json',
  cat: 'dir group',
  snapshots: 'calendar group json',
  find: 'group json',
  grep: 'fixed-strings ignore-case files group json',
  'config show': 'json',
  'config schema': '',
  'config init': 'yes',
  completion: '',
};

const definitions = commands.map(({ definition }) => definition);

describe('what users were promised', () => {
  it.each(Object.entries(promised))('%s has its options', (name, options) => {
    const definition = definitions.find((one) => one.name === name);
    const missing = options
      .split(' ')
      .filter((option) => option !== '' && !Object.hasOwn(definition?.options ?? {}, option));
    expect({ isThere: definition !== undefined, missing }).toEqual({ isThere: true, missing: [] });
  });

  it('rollback is restore', () => {
    expect(definitions.find(({ name }) => name === 'restore')?.aliases).toContain('rollback');
  });

  it('help names settings that there are', () => {
    const keys = new Set(settings.map(({ key }) => key));
    const told = definitions.flatMap((definition) =>
      Object.values(definition.options).flatMap(({ setting }) => setting ?? []),
    );
    expect([...new Set(told)].filter((key) => !keys.has(key))).toEqual([]);
  });
});

describe('each definition', () => {
  const options = definitions.flatMap(({ name, options: own }) =>
    Object.entries(own).map(([option, one]) => ({ place: `${name} --${option}`, one })),
  );

  it('has an example', () => {
    expect(definitions.filter(({ examples }) => examples.length === 0)).toEqual([]);
  });

  it('says what an option takes, and ends without a full stop', () => {
    const silent = options.filter(
      ({ one: { type, value, choices } }) => type !== 'boolean' && !value && !choices,
    );
    expect(silent.map(({ place }) => place)).toEqual([]);
    const stopped = options.filter(({ one }) => one.describe.endsWith('.'));
    expect(stopped.map(({ place }) => place)).toEqual([]);
  });

  it('has no two options with one letter', () => {
    for (const { name, options: own } of definitions) {
      const letters = Object.values(own).flatMap(({ alias }) => alias ?? []);
      expect({ name, letters: new Set(letters).size }).toEqual({ name, letters: letters.length });
    }
  });
});
