import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { closeSchema } from '../close-schema.js';
import { runBin } from '../run-bin.js';
import { type CodeBlock, codeBlocks } from './code-blocks.js';
import { findDocuments } from './documents.js';

const blocks = findDocuments().flatMap(codeBlocks);
// The configuration of create-dump-batch and of its workers, and rules for secrets, are read by their own tests.
const isOfOthers = (text: string) => /^(?:\[run\.|roots = |\[\[rules\]\])/m.test(text);
const toml = blocks.filter(({ language, text }) => language === 'toml' && !isOfOthers(text));
const json = blocks.filter(({ language }) => language === 'json' || language === 'jsonl');
const titled = (list: readonly CodeBlock[]) =>
  list.map((block) => [`${block.document}:${block.line} (${block.language})`, block] as const);

describe('settings in the documents', () => {
  it.each(titled([...toml, ...json.filter(({ text }) => text.startsWith('{ "create-dump":'))]))(
    '%s are accepted by "config show", with each profile',
    async (_, { text, language }) => {
      using directory = temporaryDirectory();
      const name = fileName(text, language);
      writeTree(directory.path, { [name]: text });
      const profiles = [...text.matchAll(/^\[profiles\.(\w+)\]/gm)].map(([, name = '']) => name);
      for (const profile of [undefined, ...profiles]) {
        const words = profile === undefined ? [] : ['--profile', profile];
        const { code, stdout, stderr } = await runBin(['config', 'show', '--json', ...words], {
          cwd: directory.path,
        });
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(JSON.parse(stdout.toString())).toMatchObject({
          files: [`${directory.path}/${name}`],
        });
        for (const key of keysOf(text, profile)) expect(fromFile(stdout)).toContain(key);
      }
    },
  );
});

const promtool = findTool('promtool');
const rules = blocks.filter(({ text }) => text.startsWith('groups:\n'));

describe.skipIf(promtool === undefined)(
  'alert rules in the documents (skipped without promtool)',
  () => {
    it.each(titled(rules))('%s are accepted by promtool', (_, { text }) => {
      using directory = temporaryDirectory();
      writeTree(directory.path, { 'rules.yml': text });
      const check = () =>
        execFileSync('promtool', ['check', 'rules', `${directory.path}/rules.yml`], {
          stdio: 'pipe',
        });
      expect(check).not.toThrow();
    });

    it('are there', () => {
      expect(rules.length).toBeGreaterThan(0);
    });
  },
);

describe('JSON in the documents', () => {
  it.each(titled(json))('%s is settings, or what a published schema describes', (_, block) => {
    for (const document of jsonDocuments(block)) {
      const text = document.replaceAll(/"[0-9a-f]{4,}…"/g, `"${'0'.repeat(64)}"`);
      const value = JSON.parse(text) as object;
      const isKnown = 'create-dump' in value || schemas.some((isValid) => isValid(value));
      expect(isKnown ? 'known' : text).toBe('known');
    }
  });
});

const options = { strictRequired: false, allowUnionTypes: true, validateFormats: false };
const schemas = [
  new Ajv2020(options).compile(readSchema('log')),
  new Ajv2020(options).compile(closeSchema(readSchema('events'))),
  new Ajv2020(options).compile(closeSchema(readSchema('documents'))),
  new Ajv2020(options)
    .addSchema(closeSchema(readSchema('batch-report')), 'report')
    .compile({ $ref: 'report#/$defs/project' }),
];

function readSchema(name: string): object {
  const file = new URL(`../../../schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

/** One for each line, unless the first line is only the begin of one. */
function jsonDocuments({ text }: CodeBlock): string[] {
  return text.startsWith('{\n') ? [text] : text.trim().split('\n');
}

function fileName(text: string, language: string): string {
  if (language === 'json') return 'package.json';
  return text.includes('[tool.create-dump]') ? 'pyproject.toml' : 'create-dump.toml';
}

/** The keys of a file's main table and of one profile, by their lines. */
function keysOf(text: string, profile: string | undefined): string[] {
  const [main = '', ...tables] = text.replace('[tool.create-dump]\n', '').split(/^\[profiles\./m);
  const table = tables.find((table) => table.startsWith(`${profile}]`)) ?? '';
  const member = /"create-dump": \{(.*)\}/s.exec(main)?.[1];
  if (member !== undefined) return [...member.matchAll(/"(\w+)":/g)].map(([, key = '']) => key);
  return [...`${main}${table}`.matchAll(/^(\w+) = /gm)].map(([, key = '']) => key);
}

/** The settings that a file decided. */
function fromFile(stdout: Buffer): string[] {
  const { settings } = JSON.parse(stdout.toString()) as {
    settings: Readonly<Record<string, { origin: { from: string } }>>;
  };
  return Object.keys(settings).filter((key) => settings[key]?.origin.from === 'project file');
}
