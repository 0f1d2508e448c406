import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { closeSchema } from './close-schema.js';
import { runBin } from './run-bin.js';

const schemas = new URL('../../schemas/', import.meta.url);
const readSchema = (name: string): object =>
  JSON.parse(readFileSync(new URL(name, schemas), 'utf8')) as object;
const options = { strictRequired: false, validateFormats: false };
const isLogLine = new Ajv2020(options).compile(closeSchema(readSchema('log.schema.json')));
const isEvent = new Ajv2020(options).compile(closeSchema(readSchema('events.schema.json')));

const parse = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

function project() {
  const directory = temporaryDirectory();
  writeTree(directory.path, { 'p/a.txt': 'abc', 'p/b.bin': Buffer.from([0]) });
  return directory;
}

describe('without a log', () => {
  it('prints only the result outside a terminal', async () => {
    using directory = project();
    const { stdout, stderr } = await runBin(['p', '--dest', 'out'], { cwd: directory.path });
    expect(stdout.toString()).toMatch(/^\/.*\/out\/p_all_code_dump_\d{8}_\d{6}\.md\n$/);
    expect(stderr).toBe('');
  });
});

describe('--log-format and --log-level', () => {
  it("write only JSON lines, with the run's id", async () => {
    using directory = project();
    const args = ['p', '--dest', 'out', '--log-level', 'debug', '--verbose'];
    const { code, stdout, stderr } = await runBin(args, { cwd: directory.path });
    const lines = parse(stderr);
    expect(code).toBe(0);
    expect(stdout.toString().split('\n')).toHaveLength(2);
    for (const line of lines) expect({ line, ok: isLogLine(line) }).toEqual({ line, ok: true });
    expect(new Set(lines.map((line) => line['runId'])).size).toBe(1);
    expect(lines.map((line) => line['msg'])).toEqual([
      'run started',
      'phase started',
      'phase finished',
      'files chosen',
      'phase started',
      'file skipped',
      'phase finished',
      'phase started',
      'phase finished',
      'dump published',
      'run finished',
    ]);
    expect(lines.at(-1)).toMatchObject({ level: 'info', exitCode: 0 });
  });

  it('filter by level, and can be formatted for people', async () => {
    using directory = project();
    const cwd = directory.path;
    const quiet = await runBin(['p', '--dest', 'out', '--log-level', 'warn'], { cwd });
    expect(quiet.stderr).toBe('');
    const args = ['p', '--dest', 'out', '--log-format', 'pretty', '--no-color'];
    const { stderr } = await runBin(args, { cwd, env: { FORCE_COLOR: '1' } });
    expect(stderr).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: run started/);
    expect(stderr).not.toContain('\u001B');
  });

  it.each([
    [['./no://user:secret@host/x?access_token=secret'], 'ROOT_INVALID', 2],
    [['no://user:secret@host/x?access_token=secret'], 'USAGE', 2],
    [['p', '--bogus=https://secret@host'], 'USAGE', 2],
    [['p', '--dest', 'p/a.txt/https://secret@host'], 'DESTINATION_INVALID', 2],
  ])('tell the error of %j as a line, without its credentials', async (args, code, exitCode) => {
    using directory = project();
    const words = [...args, '--log-format', 'json', '--json'];
    const result = await runBin(words, { cwd: directory.path });
    const last = parse(result.stderr).at(-1);
    expect(last).toMatchObject({ level: 'error', code, exitCode });
    expect(isLogLine(last)).toBe(true);
    expect(result.stderr + result.stdout.toString()).not.toContain('secret');
    expect(JSON.parse(result.stdout.toString())).toMatchObject({ error: { code }, exitCode });
    expect(result.code).toBe(exitCode);
  });
});

describe('--events', () => {
  it('writes events that match the schema to standard error', async () => {
    using directory = project();
    const cwd = directory.path;
    const args = ['p', '--dest', 'out', '--archive', '--include-current', '--events', 'ndjson'];
    const lines = parse((await runBin(args, { cwd })).stderr);
    for (const line of lines) expect({ line, ok: isEvent(line) }).toEqual({ line, ok: true });
    const types = lines.map((line) => line['type']);
    expect(types[0]).toBe('run-started');
    expect(types).toEqual(expect.arrayContaining(['discovered', 'published', 'archived']));
    expect(lines.at(-1)).toMatchObject({ type: 'run-finished', exitCode: 0 });
  });

  it('names the project of each event in a batch', async () => {
    using directory = project();
    writeTree(directory.path, { 'q/c.txt': 'c' });
    const args = ['batch', '.', '--dirs', 'p,q', '--dest', 'out', '--events', 'ndjson'];
    const lines = parse((await runBin(args, { cwd: directory.path })).stderr);
    for (const line of lines) expect({ line, ok: isEvent(line) }).toEqual({ line, ok: true });
    const finished = lines.filter(({ type }) => type === 'project-finished');
    expect(finished).toHaveLength(2);
    const published = lines.filter(({ type }) => type === 'published');
    expect(published.every((line) => 'project' in line)).toBe(true);
  });

  it('writes to a file beside a log, with the same run id', async () => {
    using directory = project();
    const cwd = directory.path;
    const args = ['verify', 'p', '--log-format', 'json', '--events-file', 'events'];
    const { code, stderr } = await runBin(args, { cwd });
    const lines = parse(readFileSync(join(cwd, 'events'), 'utf8'));
    for (const line of lines) expect({ line, ok: isEvent(line) }).toEqual({ line, ok: true });
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ exitCode: 1, error: { code: 'NO_FILES_CHOSEN' } });
    expect(parse(stderr).at(-1)).toMatchObject({ runId: lines[0]?.['runId'] });
  });

  it('says why the events file cannot be opened', async () => {
    using directory = project();
    const cwd = directory.path;
    const { code, stderr } = await runBin(['p', '--events-file', 'none/events'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      "create-dump: --events-file none/events can't be written: no such file or directory (ENOENT).\n",
    );
  });

  const mkfifo = findTool('mkfifo');
  it.skipIf(mkfifo === undefined)(
    'does not wait for a FIFO that nobody reads (skipped without mkfifo)',
    async () => {
      using directory = project();
      const cwd = directory.path;
      execFileSync(mkfifo ?? '', ['fifo'], { cwd });
      const { code, stderr } = await runBin(['p', '--events-file', 'fifo'], { cwd });
      expect(code).toBe(2);
      expect(stderr).toBe(
        "create-dump: --events-file fifo can't be written: nobody reads from it.\n",
      );
    },
  );

  it.each([
    [['--events', 'ndjson', '--log-level', 'info'], '--events-file'],
    [['--events-file', 'no/such/directory/events'], '--events-file no/such/directory/events'],
    [['--log-level', 'loud'], '--log-level "loud"'],
  ])('and logs refuse %j and name what is wrong', async (args, message) => {
    using directory = project();
    const { code, stderr } = await runBin(['p', ...args], { cwd: directory.path });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
