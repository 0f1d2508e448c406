import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { findTool } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { projectWithDump, runShell } from './run-shell.js';

interface Command {
  /** Writes to the directory `out`. */
  readonly line: (dump: string, out: string) => string;
  /** What has to be there afterwards, besides the result on standard output. */
  readonly made?: (out: string) => boolean;
}

const hasPair = (out: string) => readdirSync(out).length === 2;

const commands: Readonly<Record<string, Command>> = {
  single: { line: (_, out) => `single p --dest ${out}`, made: hasPair },
  // A report and its index, too.
  batch: {
    line: (_, out) => `batch p --dest ${out}`,
    made: (out) => readdirSync(out).length === 4,
  },
  archive: {
    line: (_, out) => `archive ${out} --include-current`,
    made: (out) => readdirSync(join(out, 'archives')).some((name) => name.endsWith('.zip')),
  },
  verify: { line: (dump) => `verify ${dump}` },
  restore: {
    line: (dump, out) => `restore ${dump} --to ${out}`,
    made: (out) => readFileSync(join(out, 'a.txt'), 'utf8') === 'abc\n',
  },
  files: { line: () => 'files p' },
  cat: { line: (dump) => `cat ${dump} a.txt` },
  ls: { line: (dump) => `ls ${dump}` },
  diff: { line: (dump) => `diff ${dump} ${dump} --json` },
  explain: { line: () => 'explain p/a.txt --root p' },
  'config show': { line: () => 'config show p' },
};

const flags = [
  '',
  '--verbose',
  '--progress',
  '--log-format pretty',
  '--log-format json --log-level debug',
  '--events ndjson',
];

/** Where messages can't go. `stopped` is a full FIFO whose reader doesn't read. */
const sinks = [
  ...flags.map((flag) => `${flag} 2>/dev/full`),
  ...['', '--log-format json', '--events ndjson'].map((flag) => `${flag} 2>&-`),
  '--events-file /dev/full',
  '--events-file stopped',
  '--metrics-file full.prom',
  '>&-',
];

/** These runs wait for five seconds. */
const stoppedSinks = [
  '--log-format json --log-level debug 2>>stopped',
  '--events ndjson 2>>stopped',
];

/** Otherwise each command has every third sink, and each sink every third command. */
const isWhole = process.env['OUTPUTS'] === 'all';

function understands(usage: string, sink: string): boolean {
  return (sink.match(/--[a-z-]+/g) ?? []).every((flag) =>
    new RegExp(`${flag.replace('--', '--(?:\\[no-\\])?')}(?![\\w-])`).test(usage),
  );
}

function fillFifo(path: string): Disposable {
  execFileSync('mkfifo', [path]);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (;;) writeSync(descriptor, Buffer.alloc(4096));
  } catch {
    // It is full.
  }
  return { [Symbol.dispose]: () => closeSync(descriptor) };
}

describe.skipIf(findTool('mkfifo') === undefined)(
  'what is told never costs what is kept (OUTPUTS=all tries every pair; skipped without mkfifo)',
  () => {
    it.concurrent.each(Object.entries(commands))('%s', async (name, { line, made }) => {
      using directory = await projectWithDump();
      const inside = (path: string) => join(directory.path, path);
      using _ = fillFifo(inside('stopped'));
      symlinkSync('/dev/full', inside('full.prom'));
      await runShell(directory.path, `$dump ${name} --help >usage`);
      const usage = readFileSync(inside('usage'), 'utf8');
      const resultOf = async (sink: string, out: string) => {
        if (name === 'archive') await runShell(directory.path, `cp -r old ${out}`);
        const outputs = sink.startsWith('>') ? sink : `${sink} >${out}.stdout`;
        const { code } = await runShell(
          directory.path,
          `$dump ${line(directory.dump, out)} ${outputs}`,
        );
        const stdout =
          existsSync(inside(`${out}.stdout`)) && readFileSync(inside(`${out}.stdout`), 'utf8');
        return { sink, code, made: made?.(inside(out)) ?? true, stdout };
      };
      const expected = await resultOf('2>plain', 'out');
      expect(expected).toMatchObject({ code: 0, made: true });
      const check = async (sink: string, number: number) => {
        if (!understands(usage, sink)) return;
        const result = await resultOf(sink, `out${number}`);
        expect(result).toMatchObject({ sink, code: 0, made: true });
        // Paths differ, and flags may change what is printed.
        const isSame = made === undefined && sink.startsWith(' ');
        expect(isSame ? result.stdout : expected.stdout).toBe(expected.stdout);
      };
      const stopped = stoppedSinks.map((sink, number) => check(sink, sinks.length + number));
      const place = Object.keys(commands).indexOf(name);
      for (const [number, sink] of sinks.entries()) {
        if (isWhole || (number + place) % 3 === 0) await check(sink, number);
      }
      await Promise.all(stopped);
    });
  },
);

const python = findTool('python3');

/** Runs a command with standard error on a terminal that is never read, as after Ctrl-S. */
const stoppedTerminal = `
import os, pty, subprocess, sys
reader, terminal = pty.openpty()
sys.exit(subprocess.call(sys.argv[1:], stderr=terminal))
`;

describe.skipIf(python === undefined)('a stopped terminal (skipped without python3)', () => {
  it.concurrent.each(['--events ndjson', '--log-format json --log-level debug', '--verbose'])(
    "doesn't cost the dump: %s",
    async (words) => {
      using directory = await projectWithDump();
      const many =
        'mkdir -p many; for i in $(seq 2000); do echo $i >many/$i; mkfifo many/q$i & done; wait';
      await runShell(directory.path, many);
      const run = `'${python}' -c '${stoppedTerminal}' $dump many --dest out ${words}`;
      expect(await runShell(directory.path, run)).toEqual({ code: 0, stderr: '' });
      expect(hasPair(join(directory.path, 'out'))).toBe(true);
    },
  );
});
