import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/commands.js';
import { commandReference } from '../../../src/help/command-reference.js';
import { wrongNames } from './check-names.js';
import { type CodeBlock, codeBlocks } from './code-blocks.js';
import { findDocuments, repository } from './documents.js';
import { exampleNotes } from './example-notes.js';
import { type Example, examplesOf, shellLanguage, syntaxError } from './examples.js';
import { notRun } from './not-run.js';
import { faultsOfBlock } from './faults-of-block.js';
import { documentedTrees, treeOf } from './trees.js';

const bash = findTool('bash');
const documents = findDocuments();
const blocks = bash === undefined ? [] : documents.flatMap(codeBlocks);
const scripts = blocks
  .filter((block) => shellLanguage(block) !== undefined)
  .map((block) => ({ block, examples: examplesOf(block) }));
const examples = scripts.flatMap(({ block, examples }) =>
  examples.map((example) => ({ block, example, reason: reasonNotToRun(example) })),
);
const left = examples.filter(({ reason }) => reason !== undefined);

// Memory-backed where possible: most of the time would go into syncing dumps to the disk.
const directory = temporaryDirectory(existsSync('/dev/shm') ? '/dev/shm' : undefined);
const trees = documentedTrees(directory.path);
beforeAll(() => {
  if (bash === undefined) return;
  for (const name of ['project', 'hundred-files', 'clone'] as const)
    trees.copy(name)[Symbol.dispose]();
});
afterAll(() => directory[Symbol.dispose]());

describe.skipIf(bash === undefined)('the documents (skipped without bash)', () => {
  const shown = scripts.filter(({ block }) => block.language !== 'span');
  const spans = scripts.length - shown.length;
  it(`have ${shown.length} blocks and ${spans} commands in the text: ${examples.length} examples, of which ${left.length} are not run`, () => {
    const texts = documents.map(({ text }) => text.replaceAll(/^````.*?^````$/gms, ''));
    const fences = texts.flatMap((text) => text.match(/^ *```(?:sh|console)$/gm) ?? []);
    const others = shown.filter(({ block: { language } }) => !/^(?:sh|console)$/.test(language));
    expect(shown.length).toBe(fences.length + others.length);
    expect(fences.length).toBeGreaterThan(0);
  });

  it('have only blocks in languages that something checks', () => {
    const known = 'sh console text toml json jsonl yaml ts js promql markdown'.split(' ');
    expect(blocks.filter(({ language }) => ![...known, 'span'].includes(language))).toEqual([]);
  });

  const runnable = scripts.filter(({ examples }) =>
    examples.some((example) => reasonNotToRun(example) === undefined),
  );
  it.concurrent.each(runnable.map((script) => [titleOf(script.block), script] as const))(
    '%s',
    async (_, { block, examples }) => {
      const run = examples.filter((example) => reasonNotToRun(example) === undefined);
      using tree = trees.copy(treeOf(block));
      expect(await faultsOfBlock(block, run, tree)).toEqual([]);
    },
  );
});

describe.skipIf(bash === undefined)('commands that are not run (skipped without bash)', () => {
  it('are valid, and name what exists', () => {
    const faults = left.flatMap(({ block, example: { command } }) =>
      [...wrongNames(command), syntaxError(command) ?? []]
        .flat()
        .map((fault) => `${block.document}:${block.line}: ${command}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it.each(notRun)('$command is still documented', ({ command }) => {
    expect(examples.some(({ example }) => matches(command, example))).toBe(true);
  });

  for (const { command, reason } of notRun) {
    const times = left.filter(({ example }) => matches(command, example)).length;
    it.skipIf(times > 0)(`${String(command)}: ${reason} (${times} examples)`, () => {
      expect(times).toBe(0);
    });
  }
});

it.each(exampleNotes)('the note on "$command" belongs to an example', ({ command, document }) => {
  const found = examples.filter(({ example }) => example.command === command);
  expect(found.some(({ block }) => document === undefined || block.document === document)).toBe(
    true,
  );
});

describe('examples of the help', () => {
  const definitions = commands.map(({ definition }) => definition);
  const reference = blocks.filter(({ document }) => document === 'docs/cli.md');
  const manual = readFileSync(join(repository, 'apps/cli/man/create-dump.1'), 'utf8');

  it.each(definitions.map((definition) => [definition.name, definition] as const))(
    'of %s are those of docs/cli.md and of the manual, which are run',
    (_, definition) => {
      for (const { label } of commandReference(definition).examples) {
        expect(reference.some(({ text }) => text.split('\n').includes(label))).toBe(true);
        expect(unescapedRoff(manual)).toContain(label);
      }
    },
  );
});

function titleOf({ document, line, language, text }: CodeBlock): string {
  return `${document}:${line} ${language === 'span' ? text : `(${language})`}`;
}

function reasonNotToRun(example: Example): string | undefined {
  const row = notRun.find(({ command }) => matches(command, example));
  const found = row?.unlessFound !== undefined && findTool(row.unlessFound) !== undefined;
  return found ? undefined : row?.reason;
}

function matches(pattern: string | RegExp, { command }: Example): boolean {
  const words = command.replace(/\s+#.*/, '');
  return typeof pattern === 'string' ? words === pattern : pattern.test(words);
}

function unescapedRoff(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    '(ti': '~',
    '(ha': '^',
    '(ga': '`',
    e: '\\',
  };
  return text.replaceAll(/\\(\(..|.)/g, (_, name: string) => characters[name] ?? name);
}
