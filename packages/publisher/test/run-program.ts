import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { bundleProgram, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterAll, beforeAll } from 'vitest';
import type { ProgramLine, ProgramOptions } from './programs/publish-dumps.js';

export interface ProgramResult {
  readonly lines: readonly ProgramLine[];
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

interface ProgramRun {
  readonly child: ChildProcess;
  readonly result: Promise<ProgramResult>;
}

/** How to start the program: under another one, with additional environment variables. */
export interface Launch {
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export type StartProgram = (options: ProgramOptions, launch?: Launch) => ProgramRun;

/** Builds the program that publishes dumps, once for each test file, and returns a function that starts it. */
export function useProgram(): StartProgram {
  let bundle = '';
  let directory: ReturnType<typeof temporaryDirectory> | undefined;
  beforeAll(async () => {
    directory = temporaryDirectory();
    // Some tests run it as another user.
    chmodSync(directory.path, 0o755);
    bundle = await bundleProgram(
      new URL('programs/publish-dumps.ts', import.meta.url),
      directory.path,
    );
  }, 60_000);
  afterAll(() => directory?.[Symbol.dispose]());
  return (options, launch) => start([process.execPath, bundle, JSON.stringify(options)], launch);
}

function start(command: readonly string[], { under = [], env = {} }: Launch = {}): ProgramRun {
  const [file = '', ...args] = [...under, ...command];
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  const collect = (text: string) => (output += text);
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  const result = new Promise<ProgramResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      try {
        resolve({ lines: output.split('\n').slice(0, -1).map(parseLine), exitCode, signal });
      } catch {
        reject(new Error(output));
      }
    });
  });
  return { child, result };
}

function parseLine(line: string): ProgramLine {
  return JSON.parse(line) as ProgramLine;
}
