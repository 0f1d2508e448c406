import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { checksumName, CreateDumpError } from '@create-dump/core';
import { findTool, readTree, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import {
  applyRetention,
  type ApplyRetentionOptions,
  planRetention,
  type RemovalPlan,
  type Snapshot,
} from '../src/index.js';
import { discover, dumpName, never, proveItem, writeSnapshot } from './snapshot-files.js';

const now = new Date('2026-11-22T12:00:00Z');
const days = ['20260101', '20260102', '20260103', '20260104'];
const names = days.map((day) => dumpName(day));
const [oldest = '', older = '', , newest = ''] = names;

interface Scene extends Disposable {
  readonly path: string;
  readonly plan: RemovalPlan<Snapshot>;
  readonly apply: (
    more?: Partial<ApplyRetentionOptions<Snapshot>>,
  ) => ReturnType<typeof applyRetention<Snapshot>>;
  /** Names of the existing dumps and checksums. */
  readonly left: () => string[];
  readonly lines: () => { readonly removing: string }[];
}

/** Four snapshots; the plan removes two of them. */
async function scene(): Promise<Scene> {
  const directory = temporaryDirectory();
  const { path } = directory;
  for (const name of names) writeSnapshot(path, name);
  const { groups } = await discover(path);
  const snapshots = groups.flatMap(({ snapshots }) => snapshots);
  const plan = planRetention(snapshots, { keepLast: 2 }, { now });
  const journal = join(path, 'archives/tombstones.jsonl');
  const options = { prove: proveItem, journal, now, signal: never };
  return {
    path,
    plan,
    apply: (more) => applyRetention(plan, { ...options, ...more }),
    left: () => readdirSync(path).filter((name) => name !== 'archives'),
    lines: () =>
      existsSync(journal)
        ? readFileSync(journal, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line))
        : [],
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

const pairs = (...dumps: readonly string[]) =>
  dumps.flatMap((name) => [name, checksumName(name)]).sort();

test('what the plan says goes, with a record, and nothing else', async () => {
  using here = await scene();
  const { path, plan, apply, left, lines } = here;
  writeFileSync(join(path, `${oldest}.bak`), 'x');
  mkdirSync(join(path, 'other'));
  const { removed, failure } = await apply();
  expect(failure).toBeUndefined();
  expect(removed).toEqual(plan.remove.map(({ item }) => item));
  expect(left().sort()).toEqual([...pairs(...names.slice(2)), `${oldest}.bak`, 'other'].sort());
  const [first] = removed;
  expect(lines()).toHaveLength(2);
  expect(lines()[0]).toEqual({
    time: now.toISOString(),
    removing: join(path, oldest),
    group: 'p',
    sha256: first?.sha256,
    files: [
      { path: join(path, oldest), size: first?.dump.size },
      { path: join(path, checksumName(oldest)), size: first?.checksum.size },
    ],
    reasons: ['keep-last 2 is used up by newer ones.'],
  });
});

test('a plan without removals touches nothing, not even the journal', async () => {
  using here = await scene();
  const { path, plan } = here;
  const before = readTree(path);
  const options = { prove: proveItem, journal: join(path, 'a/j'), now, signal: never };
  const outcome = await applyRetention({ keep: plan.keep, remove: [] }, options);
  expect(outcome).toEqual({ removed: [], failure: undefined });
  expect(readTree(path)).toEqual(before);
});

describe('a victim that is not what was planned stops it', () => {
  const tamper: [string, (path: string) => void, string][] = [
    ['gone', unlinkSync, 'has vanished'],
    ['appended to', (path) => writeFileSync(path, 'x', { flag: 'a' }), 'was replaced or modified'],
    [
      'of other content and the same size',
      (path) => writeFileSync(path, readFileSync(path).toReversed()),
      'was replaced or modified',
    ],
    [
      'a copy of itself',
      (path) => {
        const bytes = readFileSync(path);
        renameSync(path, `${path}.o`);
        writeFileSync(path, bytes);
      },
      'was replaced or modified',
    ],
    [
      'a symbolic link',
      (path) => {
        renameSync(path, `${path}.o`);
        symlinkSync(`${path}.o`, path);
      },
      'has become a symbolic link',
    ],
    [
      'a directory',
      (path) => {
        unlinkSync(path);
        mkdirSync(path);
      },
      'has become a directory',
    ],
    [
      'a FIFO',
      (path) => {
        unlinkSync(path);
        execFileSync('mkfifo', [path]);
      },
      'has become a FIFO',
    ],
  ];
  const cases = tamper.flatMap(([what, change, message]) =>
    [older, checksumName(older)].map((name) => [what, name, change, message] as const),
  );
  test.each(cases)('%s: %s', async (_, name, change, message) => {
    using here = await scene();
    const { path, apply, left, lines } = here;
    change(join(path, name));
    const before = left().filter((name) => !pairs(oldest).includes(name));
    const { removed, failure } = await apply();
    expect(removed.map(({ id }) => id)).toEqual([join(path, oldest)]);
    expect(failure).toMatchObject({ code: 'REFUSED' });
    expect(failure?.message).toContain(join(path, name));
    expect(failure?.message).toContain(message);
    expect(left()).toEqual(before);
    expect(lines()).toHaveLength(1);
  });

  test('replaced while it is proven', async () => {
    using here = await scene();
    const { path, apply, left } = here;
    const { failure } = await apply({
      prove: async (item) => {
        const proof = await proveItem(item);
        if (item.id.endsWith(oldest)) writeFileSync(item.id, 'new');
        return proof;
      },
    });
    expect(failure).toMatchObject({ code: 'REFUSED' });
    expect(left()).toEqual(pairs(...names));
    expect(readFileSync(join(path, oldest), 'utf8')).toBe('new');
  });

  test.each(['mismatch', 'unreadable'] as const)('proven a %s', async (proof) => {
    using here = await scene();
    const { apply, left, lines } = here;
    const { removed, failure } = await apply({
      prove: async (item) => (item.id.endsWith(oldest) ? proof : proveItem(item)),
    });
    expect(removed).toEqual([]);
    expect(failure).toMatchObject({ code: 'INTEGRITY' });
    expect(left()).toEqual(pairs(...names));
    expect(lines()).toEqual([]);
  });

  test('that can no longer be read, and the reason is named', async () => {
    using here = await scene();
    const { apply, left } = here;
    const { removed, failure } = await apply({
      prove: async (item) => {
        if (!item.id.endsWith(oldest)) return proveItem(item);
        throw new CreateDumpError('READ_FAILED', `The disk failed while reading ${item.id}.`);
      },
    });
    expect(removed).toEqual([]);
    expect(failure).toMatchObject({
      code: 'READ_FAILED',
      message: expect.stringMatching(/^The disk failed while reading .* was not removed\.$/u),
    });
    expect(left()).toEqual(pairs(...names));
  });

  test('in a directory that was replaced', async () => {
    using here = await scene();
    const { path, plan } = here;
    using elsewhere = temporaryDirectory();
    for (const name of names) writeSnapshot(elsewhere.path, name);
    renameSync(path, `${path}-moved`);
    symlinkSync(elsewhere.path, path);
    const options = { journal: join(elsewhere.path, 'j'), prove: proveItem, now, signal: never };
    const { removed } = await applyRetention(plan, options);
    expect(removed).toEqual([]);
    expect(pairs(...names).every((name) => existsSync(join(elsewhere.path, name)))).toBe(true);
    unlinkSync(path);
    rmSync(`${path}-moved`, { recursive: true });
  });
});

describe('the last copy stays', () => {
  const refusal = 'no verified item of its group "p" would remain.';

  test('if no kept item is proven any more', async () => {
    using here = await scene();
    const { path, apply, left } = here;
    for (const name of names.slice(2)) writeFileSync(join(path, name), 'damaged');
    const { removed, failure } = await apply();
    expect(removed).toEqual([]);
    expect(failure).toMatchObject({ code: 'REFUSED', message: expect.stringContaining(refusal) });
    expect(left()).toEqual(pairs(...names));
  });

  test('if the kept item fails its proof, though its metadata are the same', async () => {
    using here = await scene();
    const proofs = async (item: Snapshot) =>
      names.slice(2).some((name) => item.id.endsWith(name)) ? 'mismatch' : proveItem(item);
    const { removed, failure } = await here.apply({ prove: proofs });
    expect(removed).toEqual([]);
    expect(failure?.message).toContain(refusal);
  });

  test('one proven item is enough, and is read once', async () => {
    using here = await scene();
    const { path, apply } = here;
    writeFileSync(join(path, newest), 'damaged');
    const asked: string[] = [];
    const { removed } = await apply({
      prove: (item) => {
        asked.push(item.id.slice(path.length + 1));
        return proveItem(item);
      },
    });
    expect(removed).toHaveLength(2);
    expect(asked).toEqual([names[2], oldest, older]);
  });

  test('if the kept item goes away in between', async () => {
    using here = await scene();
    const { path, apply } = here;
    const { removed, failure } = await apply({
      prove: async (item) => {
        const proof = await proveItem(item);
        if (item.id.endsWith(oldest))
          for (const name of pairs(...names.slice(2))) unlinkSync(join(path, name));
        return proof;
      },
    });
    expect(removed).toHaveLength(1);
    expect(failure?.message).toContain(refusal);
  });

  test('if the caller knows of no other copy', async () => {
    using here = await scene();
    const { plan, apply } = here;
    const { removed, failure } = await apply({
      hasOtherCopy: async (item) => item.id.endsWith(oldest),
    });
    expect(removed).toEqual([plan.remove[0]?.item]);
    expect(failure).toMatchObject({
      code: 'REFUSED',
      message: expect.stringMatching(/older|20260102.*no other verified copy/),
    });
  });

  test('with another copy of each, a whole group may go', async () => {
    using here = await scene();
    const { path, plan } = here;
    const kept = plan.keep.map(({ item }) => ({ item, reasons: [] }));
    const { removed } = await applyRetention(
      { keep: [], remove: [...plan.remove, ...kept] },
      {
        prove: proveItem,
        hasOtherCopy: async () => true,
        journal: join(path, 'j'),
        now,
        signal: never,
      },
    );
    expect(removed).toHaveLength(4);
  });
});

test('a kept file under another path is no copy', async () => {
  using here = await scene();
  const { path, plan, left } = here;
  const [victim] = plan.remove;
  if (victim === undefined) throw new Error('one');
  const files = victim.item.files.map((file) => ({
    ...file,
    path: file.path.replace(path, `${path}/.`),
  }));
  const twin = { item: { ...victim.item, id: 'twin', files } };
  const options = { prove: proveItem, journal: join(path, 'j'), now, signal: never };
  const outcome = applyRetention({ keep: [twin], remove: [victim] }, options);
  await expect(outcome).rejects.toMatchObject({ code: 'USAGE' });
  expect(left()).toEqual(pairs(...names));
});

describe('a plan that contradicts itself is refused', () => {
  test.each<[string, (plan: RemovalPlan<Snapshot>) => RemovalPlan<Snapshot>]>([
    ['removes what it keeps', ({ keep, remove }) => ({ keep: [...keep, ...remove], remove })],
    ['removes twice', ({ keep, remove }) => ({ keep, remove: [...remove, ...remove] })],
    [
      'removes nothing of an item',
      ({ keep, remove }) => ({
        keep,
        remove: remove.map((removal) => ({ ...removal, item: { ...removal.item, files: [] } })),
      }),
    ],
  ])('%s', async (_, change) => {
    using here = await scene();
    const { path, plan, left } = here;
    const options = { prove: proveItem, journal: join(path, 'j'), now, signal: never };
    await expect(applyRetention(change(plan), options)).rejects.toMatchObject({ code: 'USAGE' });
    expect(left()).toEqual(pairs(...names));
  });
});

describe('the journal', () => {
  test('is continued, also after a line that was cut off', async () => {
    using here = await scene();
    const { path, apply, lines } = here;
    mkdirSync(join(path, 'archives'));
    writeFileSync(join(path, 'archives/tombstones.jsonl'), '{"removing":"x"}\n{"remo');
    expect((await apply()).failure).toBeUndefined();
    expect(() => lines()).toThrow('JSON');
    const text = readFileSync(join(path, 'archives/tombstones.jsonl'), 'utf8').split('\n');
    expect(text.map((line) => line.slice(0, 6))).toEqual([
      '{"remo',
      '{"remo',
      '{"time',
      '{"time',
      '',
    ]);
  });

  test.each<[string, (journal: string) => void]>([
    ['a directory', (journal) => mkdirSync(journal)],
    ['a link', (journal) => symlinkSync('/tmp/x', journal)],
    ['a FIFO', (journal) => execFileSync('mkfifo', [journal])],
  ])('must not be %s: nothing is removed without it', async (_, make) => {
    using here = await scene();
    const { path, apply, left } = here;
    mkdirSync(join(path, 'archives'));
    make(join(path, 'archives/tombstones.jsonl'));
    const { removed, failure } = await apply();
    expect(removed).toEqual([]);
    expect(failure?.message).toContain('tombstones.jsonl');
    expect(left()).toEqual(pairs(...names));
  });
});

test('it stops between items when it is told to', async () => {
  using here = await scene();
  const { apply, left } = here;
  const controller = new AbortController();
  const outcome = apply({
    signal: controller.signal,
    prove: async (item) => {
      if (item.id.endsWith(older)) controller.abort(new Error('enough'));
      return proveItem(item);
    },
  });
  await expect(outcome).rejects.toThrow('enough');
  expect(left()).toEqual(pairs(...names.slice(1)));
});

test('another name of a removed file stays', async () => {
  using here = await scene();
  const { path, apply } = here;
  linkSync(join(path, oldest), join(path, 'other'));
  expect((await apply()).removed).toHaveLength(2);
  expect(readFileSync(join(path, 'other'), 'utf8')).toContain(oldest);
});

const chattr = process.getuid?.() === 0 ? findTool('chattr') : undefined;
const canProtect = chattr !== undefined && tryProtect();
test.skipIf(!canProtect)(
  'a checksum file that stays is the one that the message names (needs root and chattr)',
  async () => {
    using here = await scene();
    const { path, apply } = here;
    const checksum = join(path, checksumName(older));
    execFileSync(chattr ?? '', ['+i', checksum]);
    try {
      const { failure } = await apply();
      expect(failure?.message).toContain(` while removing ${checksum}. `);
      expect(existsSync(join(path, older))).toBe(false);
    } finally {
      execFileSync(chattr ?? '', ['-i', checksum]);
    }
  },
);

test.skipIf(!canProtect)(
  'a file that the system protects stops it (needs root and chattr)',
  async () => {
    using here = await scene();
    const { path, apply, left, lines } = here;
    execFileSync(chattr ?? '', ['+i', join(path, older)]);
    try {
      const { removed, failure } = await apply();
      expect(removed).toHaveLength(1);
      expect(failure).toMatchObject({ code: 'WRITE_FAILED', cause: { code: 'EPERM' } });
      expect(failure?.message).toBe(
        `Operation not permitted (EPERM) while removing ${join(path, older)}. Check the owner and the attributes of the file and its directory (lsattr).`,
      );
      expect(left()).toEqual(pairs(...names.slice(1)));
      expect(lines()).toHaveLength(2);
    } finally {
      execFileSync(chattr ?? '', ['-i', join(path, older)]);
    }
  },
);

function tryProtect(): boolean {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'x');
  writeFileSync(file, '');
  try {
    execFileSync(chattr ?? '', ['+i', file], { stdio: 'ignore' });
    execFileSync(chattr ?? '', ['-i', file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
