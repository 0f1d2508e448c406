import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CodeBlock, codeBlocks } from './code-blocks.js';
import { outputDifference } from './compare-output.js';
import { findDocuments } from './documents.js';
import { exampleNotes } from './example-notes.js';
import { type Example, shellLanguage } from './examples.js';
import { runExamples, type ScriptResult, type Step, type StepResult } from './run-examples.js';
import { type DocumentedTree, inTree } from './trees.js';

interface ExampleStep extends Step {
  /** Undefined for what comes before an example. */
  readonly example: Example | undefined;
}

/**
 * Runs the examples of a block one after another in a tree. Returns what is wrong with them: the first that fails; warnings; other
 * output, or another path, than the document shows.
 */
export async function faultsOfBlock(
  block: CodeBlock,
  examples: readonly Example[],
  tree: DocumentedTree,
): Promise<string[]> {
  const language = shellLanguage(block);
  if (language === 'cron') writeSettings(block, tree);
  const steps = examples.flatMap((example) => stepsOf(block, example));
  const result = await runExamples(steps, { tree, terminal: language === 'console' });
  return [
    ...failures(steps, result),
    ...result.steps.flatMap((printed, at) => {
      const { example, exitCode } = steps[at] ?? {};
      if (example === undefined) return [];
      return outputFaults(example, printed, tree).concat(exitCode === 0 ? warnings(printed) : []);
    }),
  ];
}

/** An example, after what brings about its situation: its note, and a command that its comment names as `after "COMMAND"`. */
function stepsOf(block: CodeBlock, example: Example): ExampleStep[] {
  const note = exampleNotes.find(
    ({ command, document = block.document }) =>
      command === example.command && document === block.document,
  );
  const before = [/\bafter "([^"]+)"/.exec(example.comment)?.[1], note?.before];
  return [
    ...before
      .filter((command) => command !== undefined)
      .map((command) => ({ command, exitCode: 0, example: undefined })),
    { command: example.command, exitCode: note?.exitCode ?? 0, example },
  ];
}

function failures(steps: readonly Step[], { code, steps: begun }: ScriptResult): string[] {
  const { command, exitCode = 0 } = steps[begun.length - 1] ?? {};
  const { stdout = '', stderr = '' } = begun.at(-1) ?? {};
  if (code === 0 && begun.length === steps.length) return [];
  const wanted = exitCode === 0 ? 'failed' : `did not end with exit code ${exitCode}`;
  return [`${command}: ${wanted} (${code}):\n${stdout.slice(-2000)}${stderr.slice(-2000)}`];
}

function outputFaults(
  { command, comment, shown }: Example,
  { stdout }: StepResult,
  tree: DocumentedTree,
): string[] {
  const difference = shown === undefined ? undefined : outputDifference(shown, stdout);
  const wanted = [/\bfor example: (.*)\.$/.exec(comment)?.[1], writtenPath(comment, tree)].filter(
    (text) => text !== undefined,
  );
  return [
    ...(difference === undefined ? [] : [difference]),
    ...wanted
      .filter((text) => !withoutTimes(stdout).includes(withoutTimes(text)))
      .map((text) => `does not print ${text} but ${stdout}`),
  ].map((fault) => `${command}: ${fault}`);
}

function warnings({ stderr }: StepResult): string[] {
  return stderr.includes('warning: ') ? [stderr] : [];
}

/** The path that a command prints according to its comment: `Write ./dumps/x_all_code_dump_….md`. */
function writtenPath(comment: string, { cwd }: DocumentedTree): string | undefined {
  const path = /\bwrite \.(\/\S+\.md)/i.exec(comment)?.[1];
  return path === undefined ? undefined : `/${cwd}${path}`;
}

function withoutTimes(text: string): string {
  return text.replaceAll(/_dump_(?:\d{8}_\d{6}(?:-\d+)?|…)/g, '_dump_TIME');
}

/** Writes the settings of which a crontab speaks: the next TOML of its document, for its directory. */
function writeSettings({ document, line, text }: CodeBlock, tree: DocumentedTree): void {
  const directory = /\bcreate-dump (\/\S+)/.exec(text)?.[1];
  const settings = findDocuments()
    .filter(({ path }) => path === document)
    .flatMap(codeBlocks)
    .find((block) => block.language === 'toml' && block.line > line);
  if (directory === undefined || settings === undefined) return;
  const file = join(tree.path, directory, 'create-dump.toml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, inTree(settings.text, tree));
}
