import { processorTime, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { loadSettings } from '../src/index.js';

const parts = (count: number) => Array.from({ length: count }, () => 'a').join('.');
const repeat = (count: number, item: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => item(at)).join('');
const nested = (count: number, open: string, close: string) =>
  `${open.repeat(count)}1${close.repeat(count)}`;
const ours = '[tool.create-dump]\nexclude = ["x"]\n';

const deep = 'is nested more than 32 levels deep';
const long = 'has a key of more than 32 parts';
const many = 'has more than 10000 keys and tables';

it.each<[name: string, line: number, message: string, text: string]>([
  ['create-dump.toml', 2, long, `\n[${parts(20_000)}]\n`],
  ['create-dump.toml', 1, long, `[${parts(400_000)}]\n`],
  ['create-dump.toml', 1, long, `${parts(20_000)} = 1\n`],
  ['create-dump.toml', 1, long, `[${repeat(20_000, () => `"a" . 'b' . `)}a]\n`],
  ['create-dump.toml', 2, long, `# it's "\n[a.${parts(20_000)}]\n`],
  ['create-dump.toml', 1, deep, `exclude = ${nested(50_000, '[', ']')}`],
  ['create-dump.toml', 1, deep, `exclude = ${nested(50_000, '{a=', '}')}`],
  ['create-dump.toml', 10_001, many, repeat(80_000, (at) => `k${at} = 1\n`)],
  ['create-dump.toml', 10_001, many, repeat(100_000, (at) => `[t${at}]\n`)],
  ['create-dump.toml', 10_001, many, '[[a]]\n'.repeat(100_000)],
  ['pyproject.toml', 3, long, `${ours}[${parts(20_000)}]\n`],
  ['pyproject.toml', 3, deep, `${ours}a = ${nested(50_000, '[', ']')}`],
  ['pyproject.toml', 200_001, long, `${'\n'.repeat(200_000)}[tool.create-dump.${parts(20_000)}]`],
  ['package.json', 1, deep, `{"create-dump":${nested(100_000, '{"a":', '}')}}`],
  ['package.json', 1, many, `{"create-dump":{${repeat(80_000, (at) => `"k${at}":1,`)}"a":1}}`],
])('%s is refused at line %i: %s', async (name, line, message, text) => {
  expect(await loadOne(name, text)).toBe(`${name}:${line}: ${message}`);
});

it.each([
  ['create-dump.toml', `exclude = [${repeat(80_000, (at) => `"p${at}",`)}]`, 1],
  ['package.json', `{"create-dump":{"exclude":[${repeat(80_000, (at) => `"p${at}",`)}"a"]}}`, 0],
])('%s has a limit for the items of a list', async (name, text, missing) => {
  const count = 80_001 - missing;
  expect(await loadOne(name, text)).toBe(
    `${name}:1: exclude: has ${count} items; the most is 10000`,
  );
});

it.each(['\n'.repeat(900_000), ' '.repeat(900_000), '#'.repeat(900_000)])(
  'a file that others own is skipped in linear time',
  async (text) => {
    expect(await loadOne('pyproject.toml', `${text}create-dump = `)).toBe('');
  },
);

it('takes what people write', async () => {
  const text = `exclude = [${repeat(9000, (at) => `"a.b.c.d/${at}",`)}] # a.b.c\n[profiles.a-b]\nexclude = ['[{=.']`;
  expect(await loadOne('create-dump.toml', text)).toBe('');
});

/** The message of loading a file, without its directory. Loading must take little processor time. */
async function loadOne(name: string, text: string): Promise<string> {
  using directory = temporaryDirectory();
  writeTree(directory.path, { [name]: text });
  const options = { root: directory.path, environment: {}, homeDirectory: '/nonexistent' };
  const startedAt = processorTime();
  const message = await loadSettings(options).then(
    () => '',
    (error: Error) => error.message.replace(`${directory.path}/`, ''),
  );
  expect(processorTime() - startedAt).toBeLessThan(2000);
  return message;
}
