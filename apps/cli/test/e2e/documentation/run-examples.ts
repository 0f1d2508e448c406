import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { gitEnvironment } from '@create-dump/tooling-testing';
import { type DocumentedTree, inTree } from './trees.js';

export interface Step {
  readonly command: string;
  readonly exitCode: number;
}

/** What a step printed. With `terminal`, standard output has both streams, in order. */
export interface StepResult {
  readonly stdout: string;
  readonly stderr: string;
}

export interface ScriptResult {
  readonly code: number | string;
  /** The steps that were begun: if the script fails, the last of these failed. */
  readonly steps: readonly StepResult[];
}

export interface RunOptions {
  readonly tree: DocumentedTree;
  /** The script as it is shown on a terminal: both streams together, at the time of the examples in the documents. */
  readonly terminal: boolean;
}

/** 2026-11-22T07:19:00Z, the time of the dumps in the documents. */
const documentedTime = '1795331940';

/**
 * Runs commands in one bash, until one fails, with `create-dump` on the PATH, as a user with an empty home. Paths below /srv, /var,
 * /etc and /home mean directories of the tree, and are printed as they are written.
 */
export function runExamples(
  steps: readonly Step[],
  { tree, terminal }: RunOptions,
): Promise<ScriptResult> {
  const script = [
    'set -eo pipefail',
    ...(terminal ? ['exec 2>&1'] : []),
    ...steps.flatMap(({ command, exitCode }, at) => [
      `printf '\\0%d\\0' ${at}`,
      ...(terminal ? [] : [`printf '\\0%d\\0' ${at} >&2`]),
      ...expecting(exitCode, inTree(command, tree)),
    ]),
  ].join('\n');
  const env = {
    ...gitEnvironment(),
    PATH: [join(tree.path, 'bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(':'),
    HOME: join(tree.path, 'home/me'),
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    ...(terminal ? { SOURCE_DATE_EPOCH: documentedTime } : {}),
  };
  return new Promise((resolve) => {
    const child = execFile(
      'bash',
      ['--norc', '-c', script],
      { cwd: join(tree.path, tree.cwd), env, timeout: 60_000, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const [outputs, errors] = [stdout, stderr].map((text) => byStep(text, tree.path));
        resolve({
          code: error === null ? 0 : (error.code ?? error.signal ?? 'killed'),
          steps: (outputs ?? []).map((text, at) => ({ stdout: text, stderr: errors?.[at] ?? '' })),
        });
      },
    );
    child.stdin?.end();
  });
}

/** The command, followed by a check of its exit code if it isn't 0. */
function expecting(exitCode: number, command: string): string[] {
  if (exitCode === 0) return [command];
  return ['set +e', command, 'code=$?', 'set -e', `[ "$code" = ${exitCode} ]`];
}

function byStep(output: string, tree: string): string[] {
  const texts = output.replaceAll(tree, '').split(/\0\d+\0/);
  return texts.slice(1).map((text) => text.replace(/\n$/, ''));
}
