import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  findTool,
  startStopwatch,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { awkwardPlaces, makePlaces } from './awkward-places.js';
import { runBin } from './run-bin.js';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

// A run that the wrapper has to kill ends with 137.
const wrapper = ['timeout', '-s', 'KILL', '20'];

/** Every kind of argument that names a place. */
const uses: Readonly<Record<string, (place: string, dump: string) => readonly string[]>> = {
  'a root': (place) => ['files', place],
  'the root of a batch': (place) => ['batch', place, '--dest', 'out'],
  'a destination': (place) => ['p', '--dest', place],
  'a dump to write': (place) => ['p', '--output', place],
  'the destination of a batch': (place) => ['batch', 'p', '--dest', place],
  'a dump to read': (place) => ['verify', place],
  'a target': (place, dump) => ['restore', dump, '--to', place],
  'a directory to archive': (place) => ['archive', place],
};

/** Otherwise each place is used in three of the eight ways, and each way with 16 places or more. */
const isWhole = process.env['WATCHDOG'] === 'all';

function usesOf(place: string) {
  const at = awkwardPlaces.indexOf(place);
  return Object.entries(uses).filter((_, index) => isWhole || (index * 3 + at) % 8 < 3);
}

describe('awkward places', () => {
  it(`are ${awkwardPlaces.length}, used in ${isWhole ? 8 : '3 of 8'} ways (WATCHDOG=all uses each in all)`, () => {
    expect(new Set(awkwardPlaces).size).toBeGreaterThanOrEqual(40);
  });

  it.each(awkwardPlaces.map((place) => [place.slice(0, 40), place] as const))(
    '%s ends every command by itself, with a sentence',
    async (_, place) => {
      await using directory = await makePlaces();
      const made = await runBin(['p', '--dest', 'old'], { cwd: directory.path });
      const dump = made.stdout.toString().trim();
      const runs = usesOf(place).map(async ([use, toArgs]) => {
        const options = { cwd: directory.path, wrapper };
        const { code, stderr } = await runBin(toArgs(place, dump), options);
        return { use, code, stderr };
      });
      for (const result of await Promise.all(runs)) {
        expect({ ...result, code: [1, 2, 4].includes(result.code ?? 0) }).toEqual({
          use: result.use,
          code: true,
          stderr: expect.stringMatching(/^(?:create-dump: [^\n]+\n)+$/),
        });
      }
    },
  );

  it.each(['--files-from', '--config', '--events-file', '--metrics-file'])(
    'end %s by themselves',
    async (flag) => {
      await using directory = await makePlaces();
      for (const place of [
        '/dev/zero',
        '/proc/self/pagemap',
        'fifo',
        'socket',
        'loop',
        'chain/49',
      ]) {
        if (flag === '--files-from' && place === 'fifo') continue; // It waits for a writer, as every reader of a list.
        const { code, stderr } = await runBin(['p', '--dest', 'out', flag, place], {
          cwd: directory.path,
          wrapper,
        });
        expect({ place, code, stderr }).toEqual({
          place,
          code: expect.toSatisfy((code: number) => code < 6) as number,
          stderr: expect.not.stringContaining('\n    at ') as string,
        });
      }
    },
  );
});

const cc = findTool('cc');
const connections = '/sys/fs/fuse/connections';

function silentMount(directory: string): readonly string[] | undefined {
  if (cc === undefined) return undefined;
  const program = join(directory, 'silent-mount');
  const source = fileURLToPath(new URL('silent-mount.c', import.meta.url));
  execFileSync(cc, ['-o', program, source]);
  const mount = join(directory, 'mount');
  mkdirSync(mount);
  return [program, mount];
}

function canMount(): boolean {
  using directory = temporaryDirectory();
  try {
    const [program = '', ...words] = silentMount(directory.path) ?? [];
    const check = `test -e /proc/self/mountinfo && test -n "$(ls ${connections})"`;
    execFileSync(program, [...words, 'sh', '-c', check], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Whether a program waits for the silent file system that is mounted for it. */
function isWaiting(pid: number): boolean {
  const mounts = readFileSync(`/proc/${pid}/mountinfo`, 'utf8');
  const [, number] = /^\d+ \d+ 0:(\d+) .* fuse\.silent /m.exec(mounts) ?? [];
  const waiting = `/proc/${pid}/root${connections}/${number}/waiting`;
  // The first request is the kernel's own.
  return existsSync(waiting) && Number(readFileSync(waiting, 'utf8')) > 1;
}

describe.skipIf(!canMount())(
  'a file system that does not answer (skipped without root, /dev/fuse, /proc, /sys or a C compiler)',
  () => {
    it.concurrent.each<readonly string[]>([
      ['files', 'mount'],
      ['mount', '--dest', 'out'],
      ['p', '--dest', 'mount'],
      ['p', '--dest', 'mount/x'],
      ['p', '--output', 'mount/x.md'],
      ['p', '--dest', 'out', '--files-from', 'mount/x'],
      ['p', '--dest', 'out', '--config', 'mount/x'],
      ['p', '--dest', 'out', '--events-file', 'mount/x'],
      ['p', '--dest', 'out', '--metrics-file', 'mount/x.prom'],
      ['batch', 'mount', '--dest', 'out'],
      ['batch', 'p', '--dest', 'mount'],
      ['archive', 'mount'],
      ['verify', 'mount/x.md'],
      ['restore', 'mount/x.md', '--to', 'back'],
      ['restore', 'dump.md', '--to', 'mount/x'],
      ['ls', 'mount/x.md'],
      ['diff', 'mount', 'dump.md'],
      ['explain', 'mount/x', '--root', 'mount'],
    ])('lets a signal end: %s %s %s %s %s', async (...args) => {
      using directory = temporaryDirectory();
      writeTree(directory.path, { 'p/a.txt': 'a' });
      await runBin(['p', '--output', 'dump.md'], { cwd: directory.path });
      const [program = '', ...words] = silentMount(directory.path) ?? [];
      const child = spawn(program, [...words, process.execPath, bin, ...args.filter(Boolean)], {
        cwd: directory.path,
        env: { HOME: '/nonexistent' },
      });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      while (child.exitCode === null && !isWaiting(child.pid ?? 0))
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(child.exitCode).toBeNull();
      const stopwatch = startStopwatch();
      child.kill('SIGTERM');
      const [, signal] = (await once(child, 'close')) as [number | null, string | null];
      expect({ signal, stderr }).toEqual({
        signal: 'SIGKILL',
        stderr: 'create-dump: Stopped: a file system does not answer.\n',
      });
      // A second, and as much again for starting and ending the mount.
      expect(stopwatch.elapsed()).toBeLessThan(2000);
    });
  },
);

/** A tree that takes about a second to dump. */
function writeLargeTree(root: string): void {
  mkdirSync(root, { recursive: true });
  const text = Buffer.alloc(10_000_000, 'text\n');
  for (let file = 0; file < 12; file++) writeFileSync(join(root, `f${file}`), text);
}

describe('a directory that vanishes', () => {
  it.each<readonly [what: string, args: readonly string[], watched: string, removed: string]>([
    ['the root', ['tree', '--dest', 'out'], 'out', 'tree'],
    ['the root of a batch', ['batch', 'tree', '--dest', 'out'], 'out', 'tree'],
    ['the destination', ['tree', '--dest', 'out'], 'out', 'out'],
    ['the destination of a batch', ['batch', 'tree', '--dest', 'out'], 'out', 'out'],
    ['the directory to archive', ['archive', 'old'], 'old', 'old'],
    ['the parent of a target', ['restore', 'dump.md', '--to', 'parent/x'], 'parent', 'parent'],
  ])('as %s ends the run with a sentence', async (_, args, watched, removed) => {
    using directory = temporaryDirectory();
    const inside = (name: string) => join(directory.path, name);
    writeLargeTree(inside('tree'));
    mkdirSync(inside('parent'));
    await runBin(['tree', '--dest', 'old'], { cwd: directory.path });
    if (args[0] === 'restore') {
      await runBin(['tree', '--output', 'dump.md'], { cwd: directory.path });
    }
    const before = namesIn(inside(watched)).length;
    let polling: NodeJS.Timeout | undefined;
    const { code, stderr } = await runBin(args, {
      cwd: directory.path,
      wrapper,
      onStart() {
        polling = setInterval(() => {
          if (namesIn(inside(watched)).length <= before) return;
          clearInterval(polling);
          // Moved first: the run may add files while the directory is being removed.
          renameSync(inside(removed), inside('gone'));
          rmSync(inside('gone'), { recursive: true, force: true, maxRetries: 3 });
        }, 2);
      },
    });
    clearInterval(polling);
    // What was read before may be enough.
    expect([0, 1, 2, 3, 4]).toContain(code);
    expect(stderr).toMatch(code === 0 ? /^/ : /^(?:create-dump: [^\n]+\n)+$/);
  });

  it('as the working directory ends the run with a sentence', async () => {
    using directory = temporaryDirectory();
    const script = `mkdir x; cd x; rmdir ../x; exec ${process.execPath} ${bin} --dest out`;
    const { code, stderr } = await runBin(['-c', script], {
      cwd: directory.path,
      node: 'bash',
      bin: '-e',
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^create-dump: [^\n]+\n$/),
    });
  });
});

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
