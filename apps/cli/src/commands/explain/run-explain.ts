/*
 * `create-dump explain`: asks @create-dump/dumping which rule decides on each path, and turns the answers into sentences or a
 * JSON document.
 */
import { exitCodes } from '@create-dump/observing';
import { resolve } from 'node:path';
import { type Explanation, explainSelection } from '@create-dump/dumping';
import { displayPath, type IgnoreRule } from '@create-dump/core';
import { documentText } from '../../printing/document-text.js';
import type { Observers } from '@create-dump/observing';
import type { World } from '../../process/world.js';
import { type SelectionArguments, toSelection } from '../selection-arguments.js';

export interface ExplainRequest {
  readonly paths: readonly string[];
  readonly selection: SelectionArguments;
  readonly json: boolean;
}

/** Explains for each path whether it is dumped and by which rule; returns the exit code. */
export async function runExplain(
  { paths, selection, json }: ExplainRequest,
  world: World,
  { observe }: Pick<Observers, 'observe'>,
): Promise<number> {
  const warnings: string[] = [];
  const absolute = paths.map((path) => resolve(world.cwd, path));
  const explanations = await explainSelection(await toSelection(selection, world), absolute, {
    signal: world.signal,
    warn: (message) => warnings.push(message),
  });
  for (const message of warnings) observe({ type: 'warned', message });
  if (json) {
    world.stdout.write(documentText('explain', { paths: explanations, warnings }));
  } else {
    for (const explanation of explanations) world.stdout.write(`${sentence(explanation)}\n`);
  }
  return exitCodes.done;
}

function sentence(explanation: Explanation): string {
  const { path, chosen } = explanation;
  return `${displayPath(path)}: ${chosen ? 'dumped' : 'not dumped'}, ${reasonOf(explanation)}`;
}

function reasonOf({ path, reason }: Explanation): string {
  switch (reason.kind) {
    case 'tracked':
      return 'git tracks it';
    case 'untracked':
      return reason.rule === undefined
        ? 'no rule ignores it'
        : `${ruleText(reason.rule)} re-includes it`;
    case 'ignored':
      return `${ruleText(reason.rule)} ignores ${reason.path === path ? 'it' : displayPath(reason.path)}`;
    case 'option':
      return optionText(reason.option, reason.value);
    case 'built-in':
      return builtIns[reason.what];
    case 'missing':
      return 'there is no such file';
    case 'not a file':
      return notFiles[reason.what];
  }
}

const builtIns = {
  'git directory': 'it belongs to git',
  'own output': 'it is a dump, a checksum file or another output of ours',
  'nested repository': 'it is in a nested repository',
  'twin of a tracked file':
    'with core.ignorecase git takes it for a tracked file whose name differs in case only',
} as const;

const notFiles = {
  directory: 'it is a directory',
  special: 'it is a FIFO, a socket or a device',
  submodule: 'it is a submodule',
} as const;

function ruleText({ source, line, pattern }: IgnoreRule): string {
  return `${displayPath(source)}:${line} "${displayPath(pattern)}"`;
}

function optionText(option: string, value: string): string {
  const texts: Readonly<Record<string, string>> = {
    files: `no glob of --files matches it (${value})`,
    include: `--include "${value}" takes it`,
    exclude: `--exclude "${value}" excludes it`,
    excludedDirs: `--excluded-dirs "${value}" excludes it`,
    maxSize: `it is larger than --max-size (${value} bytes)`,
    listed: value === '' ? '--files-from does not list it' : '--files-from lists it',
    trackedOnly: '--git-ls-files is given, and git does not track it',
  };
  return texts[option] ?? option;
}
