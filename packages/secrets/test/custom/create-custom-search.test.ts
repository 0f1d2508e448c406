import { Buffer } from 'node:buffer';
import { processorTime } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { createSecretFinder, parseSecretRules } from '../../src/index.js';
import { createRandom, makeToken } from '../make-token.js';

async function createFind(text: string) {
  const finder = await createSecretFinder({ rules: await parseSecretRules(text, 'rules.toml') });
  return (content: string | Buffer, path = 'src/a.txt') => finder.find(Buffer.from(content), path);
}

const acme = `[[rules]]\nid = "acme"\nregex = '''(?i)acme[ =:"]+([0-9a-f]{20})'''\nkeywords = ["acme"]\n`;
const key = makeToken('[0-9a-f]{20}', createRandom(7));
const token = makeToken('ghp_[0-9A-Za-z]{36}', createRandom(1));

describe('rules of one’s own', () => {
  it('find the first group, or that of the rule, around keywords in any case', async () => {
    const find = await createFind(acme);
    expect(find(`é ACME = "${key}"`)).toEqual([{ start: 11, end: 31, line: 1, rule: 'acme' }]);
    const whole = await createFind(acme.replace('([', '[').replace('})', '}'));
    expect(whole(`acme=${key}`)).toMatchObject([{ start: 0, end: 25 }]);
    const second = await createFind(`${acme.replace('(?i)acme', '(?i)(acme)')}secretGroup = 2\n`);
    expect(second(`acme=${key}`)).toMatchObject([{ start: 5, end: 25 }]);
  });

  it('find beside the built-in ones, of which some may be disabled', async () => {
    const text = `acme=${key} ${token}`;
    expect((await createFind(acme))(text).map(({ rule }) => rule)).toEqual(['acme', 'github-pat']);
    const other = await createFind(`[extend]\ndisabledRules = ["github-pat"]\n${acme}`);
    expect(other(text).map(({ rule }) => rule)).toEqual(['acme']);
  });

  it('find what has enough entropy, in paths that match', async () => {
    const find = await createFind(`${acme}entropy = 3\npath = '''\\.txt$'''\n`);
    expect(find(`acme=${key}`)).toHaveLength(1);
    expect(find(`acme=${'ab'.repeat(10)}`)).toEqual([]);
    expect(find(`acme=${key}`, 'a.ts')).toEqual([]);
  });

  it('find whole files by path', async () => {
    const find = await createFind(`[[rules]]\nid = "key-file"\npath = '''\\.p12$'''\n`);
    expect(find('some\nbytes', 'a/b.p12')).toEqual([
      { start: 0, end: 10, line: 1, rule: 'key-file' },
    ]);
    expect(find('', 'a/b.p12')).toEqual([]);
    expect(find('some', 'a/b.p12.txt')).toEqual([]);
  });

  it.each([
    ['stopwords = ["ABC"]', 'acme=abcdef0123456789abcd', true],
    ['paths = ["^src/"]', `acme=${key}`, true],
    ['paths = ["^test/"]', `acme=${key}`, false],
    [`regexes = ["^${key}$"]`, `acme=${key}`, true],
    ['regexes = ["^acme"]', `acme=${key}`, false],
    ['regexTarget = "match"\nregexes = ["^acme"]', `acme=${key}`, true],
    ['regexTarget = "line"\nregexes = ["fixture$"]', `x\nacme=${key} fixture\ny`, true],
    ['condition = "AND"\npaths = ["^src/"]\nstopwords = ["zzz"]', `acme=${key}`, false],
    ['commits = ["abc"]\ncondition = "AND"\npaths = ["^src/"]', `acme=${key}`, false],
  ])('find nothing that an allowlist has: %s', async (list, text, isAllowed) => {
    const find = await createFind(`${acme}[[rules.allowlists]]\n${list}\n`);
    expect(find(text)).toHaveLength(isAllowed ? 0 : 1);
    const global = await createFind(
      `${acme}[[allowlists]]\n${list.replace('"match"', '"line"')}\n`,
    );
    expect(global(text)).toHaveLength(isAllowed ? 0 : 1);
  });

  it('let the allowlists of the file speak for the built-in rules, too', async () => {
    const find = await createFind(
      `[allowlist]\npaths = ["^fixtures/"]\n[[allowlists]]\ntargetRules = ["jwt"]\npaths = ["x"]`,
    );
    expect(find(token, 'fixtures/x')).toEqual([]);
    expect(find(token, 'x')).toHaveLength(1);
  });

  it('find in a large content what is near keywords, wherever it is', async () => {
    const find = await createFind(acme);
    const content = Buffer.alloc(300_000, 'acme and other words\n');
    for (const place of [0, 16_380, 100_000, 299_900]) content.write(`acme=${key}\n`, place);
    expect(find(content).map(({ start }) => start)).toEqual([5, 16_385, 100_005, 299_905]);
  });

  it('search a content with a million keywords in bounded time', async () => {
    const find = await createFind(acme);
    const content = Buffer.from(`${'acme '.repeat(1_000_000)}acme=${key}`);
    const before = processorTime();
    expect(find(content)).toMatchObject([{ rule: 'acme', end: content.length }]);
    expect(processorTime() - before).toBeLessThan(10_000);
  });

  it('end in bounded time, and say that they did not search all', async () => {
    const find = await createFind(
      `${acme}[[rules]]\nid = "slow"\nregex = '''acme(.*a)*(.*b)*c'''\nkeywords = ["acme"]\n`,
    );
    const content = Buffer.alloc(2 ** 20 * 8, `acme=${'z'.repeat(5000)}\n`);
    content.write(` ${token} `, content.length - 50);
    const before = processorTime();
    const spans = find(content);
    expect(processorTime() - before).toBeLessThan(30_000);
    expect(spans.slice(0, 9).map(({ rule }) => rule)).toEqual([
      'too-many-candidates',
      'github-pat',
      'too-many-candidates',
    ]);
    expect(spans.at(-1)?.end).toBe(content.length);
  });

  it('are tried in fewer places the longer their expressions are', async () => {
    const content = Buffer.alloc(5000 * 900, `acme=${'.'.repeat(4995)}`);
    const searched = async (regex: string) => {
      const find = await createFind(
        `[[rules]]\nid = "x"\nregex = '${regex}'\nkeywords = ["acme"]\n`,
      );
      return find(content)[0]?.start ?? content.length;
    };
    expect(await searched('acme=[a-z]{9}')).toBe(content.length);
    const nested = 'acme=(?:[a-z]{1,100}){1,9}[0-9]';
    expect(await searched(nested)).toBeLessThan(content.length / 2);
  });
});
