import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/commands.js';
import { wrongNames } from './check-names.js';
import { type CodeBlock, codeBlocks } from './code-blocks.js';
import { findDocuments, repository } from './documents.js';
import { exampleNotes } from './example-notes.js';
import { examplesOf, shellLanguage, syntaxError } from './examples.js';
import { faultsOfBlock } from './faults-of-block.js';
import { joinContinued } from './join-continued.js';
import { isMeantBy, notRun, reasonNotToRun } from './not-run.js';
import { documentedTrees, treeOf } from './trees.js';

const bash = findTool('bash');
const documents = findDocuments();
const blocks = documents.flatMap(codeBlocks);
const scripts = blocks
  .filter((block) => bash !== undefined && shellLanguage(block) !== undefined)
  .map((block) => ({ block, examples: examplesOf(block) }));
const examples = scripts.flatMap(({ block, examples }) =>
  examples.map(({ command }) => ({ document: block.document, command })),
);
const left = examples.filter(({ command }) => reasonNotToRun(command) !== undefined);
const runnable = joinContinued(
  scripts.map(({ block, examples }) => ({
    block,
    examples: examples.filter(({ command }) => reasonNotToRun(command) === undefined),
  })),
).filter(({ examples }) => examples.length > 0);

// Memory-backed where possible: most of the time would go into syncing dumps to the disk.
const directory = temporaryDirectory(existsSync('/dev/shm') ? '/dev/shm' : undefined);
const trees = documentedTrees(directory.path);
afterAll(() => directory[Symbol.dispose]());

describe.skipIf(bash === undefined)('the documents (skipped without bash)', () => {
  beforeAll(() => {
    for (const { block } of runnable) trees.make(treeOf(block));
  });

  const shown = scripts.filter(({ block }) => block.language !== 'span');
  const spans = scripts.length - shown.length;
  it(`have ${shown.length} blocks and ${spans} commands in the text: ${examples.length} examples, of which ${left.length} are not run`, () => {
    const texts = documents.map(({ text }) => text.replaceAll(/^````.*?^````$/gms, ''));
    const fences = texts.flatMap((text) => text.match(/^ *```(?:sh|console)$/gm) ?? []);
    const others = shown.filter(({ block: { language } }) => !/^(?:sh|console)$/.test(language));
    expect(shown.length).toBe(fences.length + others.length);
    expect(fences.length).toBeGreaterThan(0);
  });

  it('have only blocks in languages that something checks, and no commands in others', () => {
    const known = 'sh console text toml json jsonl yaml ts js promql markdown span'.split(' ');
    const others = blocks.filter(
      (block) =>
        !known.includes(block.language) ||
        (shellLanguage(block) === undefined && /^\$ /m.test(block.text)),
    );
    expect(others).toEqual([]);
  });

  it.concurrent.each(runnable.map((script) => [titleOf(script.block), script] as const))(
    '%s',
    async (_, { block, examples }) => {
      using tree = trees.copy(treeOf(block));
      expect(await faultsOfBlock(block, examples, tree)).toEqual([]);
    },
  );

  it.each(exampleNotes)('have the example of the note on "$command"', (note) => {
    const isNoted = (example: { readonly document: string; readonly command: string }) =>
      example.command === note.command &&
      (note.document === undefined || note.document === example.document);
    expect(examples.some(isNoted)).toBe(true);
  });
});

describe.skipIf(bash === undefined)('commands that are not run (skipped without bash)', () => {
  it('are valid, and name what exists', () => {
    const faults = left.flatMap(({ document, command }) => {
      const faults = [wrongNames(command), syntaxError(command) ?? []].flat();
      return faults.map((fault) => `${document}: ${command}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  it.each(notRun)('$command is still documented', (row) => {
    expect(examples.some(({ command }) => isMeantBy(row, command))).toBe(true);
  });

  for (const row of notRun) {
    const times = left.filter(({ command }) => isMeantBy(row, command)).length;
    it.skipIf(times > 0)(`${String(row.command)}: ${row.reason} (${times} examples)`, () => {
      expect(times).toBe(0);
    });
  }
});

describe('examples of the help', () => {
  const definitions = commands.map(({ definition }) => definition);
  const reference = blocks.filter(
    ({ document, language }) => document === 'docs/cli.md' && language === 'sh',
  );
  const manual = unescapedRoff(
    readFileSync(join(repository, 'apps/cli/man/create-dump.1'), 'utf8'),
  );

  it.each(definitions.map((definition) => [definition.name, definition] as const))(
    'of %s are those of docs/cli.md, which are run, and of the manual',
    (name, { examples }) => {
      for (const [line] of examples) {
        const command = `create-dump ${name === 'single' ? '' : name} ${line}`;
        const example = command.trim().replaceAll(/ +/g, ' ');
        expect(reference.filter(({ text }) => text.split('\n').includes(example))).toHaveLength(1);
        expect(manual).toContain(example);
      }
    },
  );
});

function titleOf({ document, line, language, text }: CodeBlock): string {
  return `${document}:${line} ${language === 'span' ? text : `(${language})`}`;
}

function unescapedRoff(text: string): string {
  const names: Readonly<Record<string, string>> = { '(ti': '~', '(ha': '^', '(ga': '`', e: '\\' };
  return text.replaceAll(/\\(\(..|.)/g, (_, name: string) => names[name] ?? name);
}
