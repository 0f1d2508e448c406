import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

function prepare() {
  const directory = temporaryDirectory();
  writeTree(directory.path, { 'tree/a/1': 'text\n', 'tree/a/2': 'text\n', 'tree/b/3': 'text\n' });
  return { ...directory, cwd: directory.path };
}

const dumpsIn = (directory: string) =>
  existsSync(directory) ? readdirSync(directory).filter((name) => /_dump_.*\.md$/.test(name)) : [];

describe('a limit', () => {
  const cases = [
    ['--limit-files', '2', 'LIMIT_FILES', 'has 3 files, more than --limit-files 2 allows'],
    [
      '--limit-size',
      '14',
      'LIMIT_SIZE',
      'have 15 bytes together, more than --limit-size 14 allows',
    ],
  ] as const;

  it.each(cases)(
    '%s %s fails a dump with a code of its own',
    async (flag, value, code, message) => {
      using here = prepare();
      const result = await runBin(['tree', '--dest', 'out', '--json', flag, value], here);
      expect(result.code).toBe(1);
      expect(result.stderr).toContain(message);
      expect(JSON.parse(result.stdout.toString())).toMatchObject({ error: { code }, exitCode: 1 });
      expect(existsSync(join(here.cwd, 'out'))).toBe(false);
      const dry = await runBin(['tree', '--dest', 'out', '--dry-run', flag, value], here);
      expect(dry).toMatchObject({ code: 1, stderr: result.stderr });
    },
  );

  it.each([
    ['--limit-files', '1', 'LIMIT_FILES'],
    ['--limit-size', '5', 'LIMIT_SIZE'],
  ])('%s %s fails a project of a batch, and the other is dumped', async (flag, value, code) => {
    using here = prepare();
    const args = ['batch', 'tree', '--dirs', 'a,b', '--dest', 'out', '--json', flag, value];
    const result = await runBin(args, here);
    expect(result.code).toBe(3);
    const { report } = JSON.parse(result.stdout.toString()) as {
      report: { projects: readonly { outcome: string; reason: { code: string } | null }[] };
    };
    expect(report.projects).toMatchObject([
      { outcome: 'failed', reason: { code } },
      { outcome: 'dumped', reason: null },
    ]);
    expect(dumpsIn(join(here.cwd, 'out'))).toHaveLength(1);
  });

  it("in a project's own file holds for this project", async () => {
    using here = prepare();
    writeTree(here.cwd, { 'tree/a/create-dump.toml': 'limit_files = 1\n' });
    const args = ['batch', 'tree', '--dirs', 'a,b', '--dest', 'out'];
    const { code, stderr } = await runBin(args, here);
    expect([code, dumpsIn(join(here.cwd, 'out')).length]).toEqual([3, 1]);
    expect(stderr).toContain('a: no dump. The tree has 3 files, more than --limit-files 1 allows');
  });

  it.each([
    ['--limit-files', '0'],
    ['--limit-files', 'many'],
    ['--limit-size', 'much'],
    ['--limit-memory', '15MB'],
  ])('%s %s is refused', async (flag, value) => {
    using here = prepare();
    const { code, stderr } = await runBin(['tree', flag, value], here);
    expect([code, stderr.startsWith(`create-dump: ${flag} `)]).toEqual([2, true]);
  });

  it('of the least memory is enough to render a large tree in threads', async () => {
    using here = prepare();
    const text = 'some text\n'.repeat(100_000);
    const files = Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`tree/f${at}`, text]));
    writeTree(here.cwd, files);
    const args = ['tree', '--dest', 'out', '--workers', '2', '--limit-memory', '16MB'];
    expect(await runBin(args, here)).toMatchObject({ code: 0, stderr: '' });
  });
});

const python = findTool('python3');

describe.skipIf(python === undefined || process.platform !== 'linux')(
  'a file that another program holds a lease on (needs python3 on Linux)',
  () => {
    // As Samba and NFS servers do: the system signals the holder and answers EAGAIN until it has let go.
    const hold = `
import fcntl, os, signal, sys, time
file = os.open(sys.argv[1], os.O_RDWR)
delay = float(sys.argv[2])
signal.signal(signal.SIGIO, lambda *_: (time.sleep(delay), fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)))
fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
print("held", flush=True)
while True: signal.pause()`;

    async function dumpHeld(delay: string) {
      using here = prepare();
      // Whether a file without this extension is a dump of ours is asked of its content, which ends the lease before it is read.
      writeTree(here.cwd, { 'tree/held.ts': '12345' });
      const holder = spawn(python ?? '', ['-c', hold, join(here.cwd, 'tree/held.ts'), delay]);
      try {
        await once(holder.stdout, 'data');
        const args = [
          'tree',
          '--dest',
          'out',
          '--metrics-file',
          'm.prom',
          '--events-file',
          'events',
        ];
        const result = await runBin(args, here);
        const path = result.stdout.toString().trim();
        return {
          ...result,
          dump: readFileSync(path, 'utf8'),
          metrics: readFileSync(join(here.cwd, 'm.prom'), 'utf8'),
          events: readFileSync(join(here.cwd, 'events'), 'utf8'),
        };
      } finally {
        holder.kill('SIGKILL');
      }
    }

    it('is read once the holder has let go', async () => {
      const { code, stderr, dump, metrics, events } = await dumpHeld('0');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(dump).toContain('{"path":"held.ts","size":5,');
      expect(/retries_total\{task="m",what="read"\} (\d)/.exec(metrics)?.[1]).toMatch(/^[1-5]$/);
      expect(events).toMatch(/"type":"retried","what":"read","times":\d,"why":"held\.ts: EAGAIN"/);
    });

    it('is recorded as unreadable if that takes too long', async () => {
      const { code, dump } = await dumpHeld('20');
      expect(code).toBe(3);
      expect(dump).toContain('"skipped":"io-error","detail":"EAGAIN"');
    });
  },
);

const strace = findTool('strace');

describe.skipIf(strace === undefined)('a name that is busy for a moment (needs strace)', () => {
  it.each([
    ['single', ['single', 'tree', '--dest', 'out']],
    ['batch', ['batch', 'tree', '--dirs', 'a', '--dest', 'out']],
  ] as const)('costs %s nothing', async (_, args) => {
    using here = prepare();
    // The third link of a batch is the first one outside of its staging directory.
    const inject = `inject=link,linkat:error=EBUSY:when=${args[0] === 'batch' ? 3 : 1}`;
    const wrapper = [strace ?? '', '-f', '-o', join(here.cwd, 'trace'), '-e', inject];
    const result = await runBin([...args, '--metrics-file', 'm.prom'], { ...here, wrapper });
    expect([result.code, readFileSync(join(here.cwd, 'trace'), 'utf8')]).toEqual([
      0,
      expect.stringContaining('EBUSY (Device or resource busy) (INJECTED)'),
    ]);
    const metrics = readFileSync(join(here.cwd, 'm.prom'), 'utf8');
    expect(metrics).toContain('create_dump_retries_total{task="m",what="write"} 1\n');
    expect(dumpsIn(join(here.cwd, 'out'))).toHaveLength(1);
  });
});

describe.skipIf(strace === undefined)(
  'a directory that is busy for a moment (needs strace)',
  () => {
    it.each([
      ['listed', 'getdents64', 1, 0],
      ['listed, and stays so', 'getdents64', '1+', 3],
    ] as const)('is %s', async (_, call, when, expected) => {
      using here = prepare();
      const path = join(here.cwd, 'tree/a');
      const inject = `inject=${call}:error=EBUSY:when=${when}`;
      const wrapper = [strace ?? '', '-f', '-P', path, '-o', join(here.cwd, 'trace'), '-e', inject];
      const args = ['single', 'tree', '--dest', 'out', '--metrics-file', 'm.prom'];
      const { code, stderr } = await runBin(args, { ...here, wrapper });
      expect({ code, stderr }).toMatchObject({ code: expected });
      const metrics = readFileSync(join(here.cwd, 'm.prom'), 'utf8');
      const retries = expected === 0 ? 1 : 3;
      expect(metrics).toContain(`create_dump_retries_total{task="m",what="read"} ${retries}\n`);
    });
  },
);
