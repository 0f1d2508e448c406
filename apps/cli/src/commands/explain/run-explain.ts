/*
 * `create-dump explain`: asks @create-dump/dumping which rule decides on each path, and turns the answers into sentences or a
 * JSON document.
 */
import { documentText, exitCodes } from '@create-dump/observing';
import { resolve } from 'node:path';
import { formatOrigin } from '@create-dump/config';
import { type DecidingOption, type Explanation, explainSelection } from '@create-dump/dumping';
import { displayPath, type IgnoreRule } from '@create-dump/core';
import type { Observers } from '@create-dump/observing';
import { type SelectionArguments, type SettingOrigins, toSelection } from '@create-dump/commands';
import type { World } from '../../process/world.js';

export interface ExplainRequest {
  readonly paths: readonly string[];
  readonly selection: SelectionArguments;
  readonly json: boolean;
  /** Where settings were set, by flag. */
  readonly origins: SettingOrigins;
}

/** Explains for each path whether it is dumped and by which rule; returns the exit code. */
export async function runExplain(
  { paths, selection, json, origins }: ExplainRequest,
  world: World,
  observers: Pick<Observers, 'observe' | 'warnings'>,
): Promise<number> {
  // A trailing slash says that a missing path is a directory.
  const absolute = paths.map(
    (path) => `${resolve(world.cwd, path)}${path.endsWith('/') ? '/' : ''}`,
  );
  const found = await explainSelection(await toSelection(selection, world), absolute, {
    signal: world.signal,
    warn: (message) => observers.observe({ type: 'warned', message }),
  });
  const explanations = found.map((one) => withOrigin(one, origins));
  if (json) {
    world.stdout.write(
      documentText('explain', { paths: explanations, warnings: observers.warnings() }),
    );
  } else {
    for (const explanation of explanations)
      world.stdout.write(`${sentence(explanation, selection.revision)}\n`);
  }
  return exitCodes.done;
}

/** An explanation with the place where the deciding option was set, unless that is the command line. */
type PlacedExplanation = Explanation & { readonly reason: { readonly setBy?: string } };

function withOrigin(explanation: Explanation, origins: SettingOrigins): PlacedExplanation {
  const { reason } = explanation;
  const origin = reason.kind === 'option' ? origins.get(flagOf[reason.option]) : undefined;
  if (origin === undefined) return explanation;
  return { ...explanation, reason: { ...reason, setBy: formatOrigin(origin) } };
}

function sentence(explanation: PlacedExplanation, revision: string | undefined): string {
  const { path, chosen, exists, reason } = explanation;
  const place = reason.setBy === undefined ? '' : ` (${reason.setBy})`;
  const missing = exists === false ? '; there is no such file' : '';
  return `${displayPath(path)}: ${chosen ? 'dumped' : 'not dumped'}, ${reasonOf(explanation, revision)}${place}${missing}`;
}

function reasonOf({ path, reason }: PlacedExplanation, revision: string | undefined): string {
  switch (reason.kind) {
    case 'tracked':
      return revision === undefined ? 'git tracks it' : `it is in ${displayPath(revision)}`;
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
      return reason.rule === undefined
        ? 'there is no such file'
        : `there is no such file, though ${ruleText(reason.rule)} re-includes it`;
    case 'not a file':
      return notFiles[reason.what];
  }
}

const flagOf: Readonly<Record<DecidingOption, string>> = {
  files: 'files',
  include: 'include',
  exclude: 'exclude',
  excludedDirs: 'excluded-dirs',
  nestedRoots: '',
  maxSize: 'max-size',
  listed: 'files-from',
  trackedOnly: 'git-ls-files',
};

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
