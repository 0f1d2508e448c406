import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadSettings } from '../src/index.js';

const directory = fileURLToPath(new URL('broken/', import.meta.url));

const messages: Readonly<Record<string, readonly string[]>> = {
  'choices.toml': [
    'choices.toml:1: toc: must be "list", "tree" or "none", not "tre"; did you mean "tree"?',
    'choices.toml:2: binary: must be "list", "embed" or "skip", not "embedded"; did you mean "embed"?',
    'choices.toml:3: archive_format: must be "zip" or "tar.gz", not "rar"',
  ],
  'duplicate.toml': [
    'duplicate.toml:3:1: is not valid TOML: trying to redefine an already defined table or value',
  ],
  'hostile.toml': [
    'hostile.toml:1: __proto__: there is no such key',
    'hostile.toml:2: constructor: there is no such key',
    'hostile.toml:3: toString: there is no such key',
    'hostile.toml:6: profiles.__proto__.dest: must be a path, not ""',
    'hostile.toml:9: profiles.constructor.__proto__: there is no such key',
  ],
  'peer-words.toml': [
    'peer-words.toml:1: ignore: there is no such key; did you mean exclude?',
    'peer-words.toml:2: stdout: there is no such key; did you mean output = "-"?',
    'peer-words.toml:3: tco: there is no such key; did you mean toc?',
    'peer-words.toml:4: style: there is no such key; a dump is always Markdown',
    'peer-words.toml:5: copy: there is no such key',
    'peer-words.toml:6: force: is for the command line only: what may be replaced is decided for each run',
    'peer-words.toml:7: overwrite: is for the command line only: what a restore may write is decided for each restore',
    'peer-words.toml:8: binary: must be "list", "embed" or "skip", not "lits"; did you mean "list"?',
  ],
  'profiles.toml': [
    'profiles.toml:4: profiles.nightly.keep_daly: there is no such key; did you mean keep_daily?',
    'profiles.toml:5: profiles.nightly.strict: must be true or false, not "true"; did you mean true?',
    'profiles.toml:8: profiles.weekly.profiles: there is no such key',
    'profiles.toml:11: profiles."with space".toc: must be "list", "tree" or "none", not a table',
  ],
  'tables.toml': [
    'tables.toml:3: keep: there is no such key',
    'tables.toml:6: dest: must be a path, not a table',
    'tables.toml:9: files[0]: must be a text, not a table',
    'tables.toml:1: profiles: must be tables of settings such as [profiles.nightly], not ["nightly"]',
  ],
  'twice.toml': [
    'twice.toml:2: max_file_size_kb: sets the same value as max_size: give only one of them',
  ],
  'types.json': [
    'types.json:2: dest: must be a path, not null',
    'types.json:3: archive: must be true or false, not 1',
    'types.json:4: archiv_all: there is no such key; did you mean archive_all?',
    'types.json:7: profiles.nightly.keep_last: must be a whole number from 1 to 1000000, or "unlimited", not 0',
    'types.json:8: profiles.nightly.keep_dialy: there is no such key; did you mean keep_daily?',
  ],
  'types.toml': [
    'types.toml:1: git_meta: must be true or false, not "yes"; did you mean true?',
    'types.toml:2: exclude: must be a list of texts, not "tests/**"; did you mean ["tests/**"]?',
    'types.toml:3: keep_last: must be a whole number from 1 to 1000000, or "unlimited", not "5"; did you mean 5?',
    'types.toml:4: metrics_port: must be a whole number from 0 to 65535, not 70000',
    'types.toml:5: name: must be a text, not 7; did you mean "7"?',
    'types.toml:8: files[1]: must be a text, not 42; did you mean "42"?',
  ],
  'units.toml': [
    'units.toml:1: max_size: must be a size such as "500kB", "10MB" or "1GiB", or a number of bytes, not "10 potatoes"',
    'units.toml:2: keep_within: must be an age in years, months, days and hours, such as "30d" or "2y5m7d3h", not "30 days"',
    'units.toml:3: timeout: must be a duration such as "500ms", "5s", "10m", "2h" or "1d", not "5 minutes"',
    'units.toml:4: metrics_push: must be an address such as "http://127.0.0.1:9091", not "push.example:9091"',
    'units.toml:5: max_file_size_kb: must be a whole number from 0 to 1000000000000, not 0.5',
  ],
  'unknown-keys.toml': [
    'unknown-keys.toml:2: kep_last: there is no such key; did you mean keep_last?',
    'unknown-keys.toml:3: excludedDirs: there is no such key; did you mean excluded_dirs?',
    'unknown-keys.toml:4: no_remove: there is no such key; did you mean remove = false?',
    'unknown-keys.toml:5: no_toc: there is no such key; did you mean toc = "none"?',
    'unknown-keys.toml:6: keep-daily: there is no such key; did you mean keep_daily?',
    'unknown-keys.toml:7: wat: there is no such key; did you mean wait?',
  ],
};

it.each(Object.entries(messages))('%s: says all that is wrong, and where', async (name, lines) => {
  const head = lines.length === 1 ? [] : [`${lines.length} settings are wrong:`];
  const file = `${directory}${name}`;
  await expect(load(file)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: [...head, ...lines.map((line) => line.replace(name, file))].join('\n'),
  });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('knows every file', () => {
  expect(readdirSync(directory).sort()).toStrictEqual(
    Object.keys(messages).map((name) => basename(name)),
  );
});

function load(file: string) {
  return loadSettings({ root: '/', environment: {}, homeDirectory: '/nonexistent', file });
}
