/*
 * Dumps in a bucket, by the built program against a fake server: what `single` sends, what reading commands fetch, and what is there
 * after each fault and after an end at each request.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumName, parseChecksumLine } from '@create-dump/core';
import { bodySecret, type FakeS3, type FakeS3Options, startFakeS3 } from '@create-dump/tooling-s3';
import { readTree, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { type BinOptions, runBin } from './run-bin.js';
import { allow, hasSshKeygen, makeKey, needsSshKeygen } from './signing-keys.js';

const tree = {
  'src/a.ts': 'export const a = 1;\n',
  'src/b.ts': 'export const b = 2;\n',
  'README.md': '# Text\n',
};

/** A tree, a server, and the program run with the server's key. */
async function createPlace(options: FakeS3Options = {}) {
  const place = temporaryDirectory();
  writeTree(place.path, Object.fromEntries(Object.entries(tree).map(([k, v]) => [`code/${k}`, v])));
  const fake = await startFakeS3(options);
  const env = {
    AWS_ENDPOINT_URL_S3: fake.endpoint,
    AWS_ACCESS_KEY_ID: fake.keyId,
    AWS_SECRET_ACCESS_KEY: fake.secret,
  };
  return {
    path: place.path,
    fake,
    run: async (
      words: readonly string[],
      more: NodeJS.ProcessEnv = {},
      onStart?: BinOptions['onStart'],
    ) => {
      const result = await runBin(words, {
        cwd: place.path,
        env: { ...env, ...more },
        ...(onStart && { onStart }),
      });
      const output = result.stderr + result.stdout.toString('latin1');
      for (const secret of [fake.secret, bodySecret]) expect(output).not.toContain(secret);
      return { ...result, output };
    },
    async [Symbol.asyncDispose]() {
      await fake[Symbol.asyncDispose]();
      place[Symbol.dispose]();
    },
  };
}

/** Each dump that can be seen has its checksum, and matches it. */
function expectWholePairs({ objects }: FakeS3): readonly string[] {
  const dumps = [...objects.keys()].filter((key) => /\.md(?:\.gz)?$/u.test(key));
  for (const key of dumps) {
    const checksum = objects.get(checksumName(key))?.body.toString() ?? '';
    const digest = createHash('sha256')
      .update(objects.get(key)?.body ?? '')
      .digest('hex');
    expect(parseChecksumLine(checksum)).toEqual({
      sha256: digest,
      fileName: key.split('/').at(-1),
    });
  }
  return dumps;
}

describe('a dump in a bucket', () => {
  it.each([
    { name: 'plain', words: [] },
    { name: 'compressed', words: ['--compress'] },
  ])('$name is proved, listed, read, compared and restored where it is', async ({ words }) => {
    await using place = await createPlace();
    const { run, path } = place;
    const made = await run(['single', 'code', '--dest', 's3://bucket/a/b', ...words]);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const address = made.stdout.toString().trim();
    expect(address).toMatch(/^s3:\/\/bucket\/a\/b\/code_all_code_dump_\d{8}_\d{6}\.md/u);
    expect(expectWholePairs(place.fake)).toEqual([address.slice('s3://bucket/'.length)]);

    const proved = await run(['verify', address]);
    expect(proved.stdout.toString()).toBe(`${address}: OK (3 files, 47 B)\n`);
    const all = await run(['verify', 's3://bucket/a/b/']);
    expect(all.stdout.toString()).toBe(proved.stdout.toString());
    const listed = await run(['ls', address]);
    expect(listed.stdout.toString()).toBe('README.md\nsrc/a.ts\nsrc/b.ts\n');
    const shown = await run(['cat', address, 'src/b.ts']);
    expect(shown.stdout.toString()).toBe(tree['src/b.ts']);
    const same = await run(['diff', address, 'code', '--exit-code']);
    expect(same).toMatchObject({ code: 0, output: '' });
    const restored = await run(['restore', address, '--to', 'back']);
    expect(restored.code).toBe(0);
    expect(readTree(join(path, 'back'))).toEqual(readTree(join(path, 'code')));
  });

  it('has a name that begins as --dest says', async () => {
    await using place = await createPlace();
    const { code } = await place.run(['single', 'code', '--dest', 's3://bucket/mine.md']);
    expect(code).toBe(0);
    expect([...place.fake.objects.keys()].every((key) => key.startsWith('mine_all_'))).toBe(true);
  });

  it('that was changed is said to be, with exit code 4', async () => {
    await using place = await createPlace();
    const { fake, run } = place;
    const made = await run(['single', 'code', '--dest', 's3://bucket']);
    const address = made.stdout.toString().trim();
    const key = address.slice('s3://bucket/'.length);
    const body = fake.objects.get(key)?.body ?? Buffer.alloc(0);
    body.write('2', body.indexOf('a = 1') + 4);
    const { code, stdout, stderr } = await run(['verify', address]);
    expect(code).toBe(4);
    expect(stdout.toString()).toBe(`${address}: FAILED\n`);
    expect(stderr).toContain('"src/a.ts"');
    expect((await run(['cat', address, 'src/a.ts'])).code).toBe(4);
    expect((await run(['restore', address, '--to', 'back'])).code).toBe(4);
  });

  it('is found among 20,000 files with few requests and few bytes', async () => {
    await using place = await createPlace();
    const { fake, run, path } = place;
    const files = Array.from({ length: 20_000 }, (_, at) => [
      `many/${at % 100}/file-${at}.ts`,
      `export const x${at} = ${at};\n`,
    ]);
    writeTree(path, Object.fromEntries(files) as Record<string, string>);
    const made = await run(['single', 'many', '--dest', 's3://bucket/']);
    const [requests, bytes] = [fake.requests.length, fake.bytesSent()];
    const { stdout } = await run(['cat', made.stdout.toString().trim(), '77/file-12377.ts']);
    expect(stdout.toString()).toBe('export const x12377 = 12377;\n');
    const spent = { requests: fake.requests.length - requests, bytes: fake.bytesSent() - bytes };
    process.stdout.write(`one of 20,000 files: ${JSON.stringify(spent)}\n`);
    expect(spent.requests).toBeLessThan(15);
    expect(spent.bytes).toBeLessThan(100_000);
  });
});

describe('the snapshots of a part of a bucket', () => {
  it('are listed as those of a directory are, and named by selectors', async () => {
    await using place = await createPlace();
    const { run, path } = place;
    const makeBoth = async (seconds: number, ...words: readonly string[]) => {
      const SOURCE_DATE_EPOCH = String(1_767_225_600 + seconds);
      for (const dest of ['s3://bucket/a/', 'dumps'])
        expect(
          await run(['single', 'code', '--dest', dest, ...words], { SOURCE_DATE_EPOCH }),
        ).toMatchObject({ code: 0 });
    };
    await makeBoth(0);
    writeTree(path, { 'code/src/a.ts': 'export const a = 3;\n' });
    await makeBoth(86_400);
    const listed = await run(['snapshots', 's3://bucket/a', '--json']);
    const onDisk = await run(['snapshots', 'dumps', '--json']);
    const inBucket = listed.stdout.toString().replaceAll('s3://bucket/a/', `${path}/dumps/`);
    expect(JSON.parse(inBucket)).toEqual(JSON.parse(onDisk.stdout.toString()));
    const dir = ['--dir', 's3://bucket/a'];
    const older = await run(['cat', 'latest~1', 'src/a.ts', ...dir]);
    expect(older.stdout.toString()).toBe(tree['src/a.ts']);
    const changed = await run(['diff', '2026-01-01', 'latest', ...dir]);
    expect(changed.stdout.toString()).toBe('M src/a.ts\n');
    expect((await run(['verify', 'latest', ...dir])).code).toBe(0);
    expect((await run(['restore', 'latest', '--to', 'back', ...dir])).code).toBe(0);
    expect((await run(['ls', 'latest', ...dir])).stdout.toString()).toContain('src/a.ts\n');
    const none = await run(['cat', 'latest~2', 'src/a.ts', ...dir]);
    expect(none).toMatchObject({ code: 1 });
    expect(none.stderr).toContain('there are only 2 snapshots in s3://bucket/a.');
  });

  it('that can not be read is named, and the others are listed', async () => {
    await using place = await createPlace();
    const { fake, run } = place;
    const made = await run(['single', 'code', '--dest', 's3://bucket/whole.md']);
    const cut = await run(['single', 'code', '--dest', 's3://bucket/cut.md']);
    const [whole, broken] = [made, cut].map(({ stdout }) => stdout.toString().trim());
    const object = fake.objects.get(broken?.slice('s3://bucket/'.length) ?? '');
    object?.body.fill(' ', object.body.length - 40);
    const { code, stdout, stderr } = await run(['snapshots', 's3://bucket/']);
    expect(code).toBe(4);
    expect(stdout.toString()).toContain('whole');
    expect(stderr).toContain(broken);
    expect(stderr).not.toContain(whole);
  });
});

describe('signatures', () => {
  it.skipIf(!hasSshKeygen)(`are made and judged in a bucket${needsSshKeygen}`, async () => {
    await using place = await createPlace();
    const { run, path } = place;
    const key = makeKey(path, 'id');
    const allowed = join(path, 'allowed');
    writeFileSync(allowed, allow('ci@example.org', key));
    const made = await run(['single', 'code', '--dest', 's3://bucket/', '--sign', key]);
    const address = made.stdout.toString().trim();
    const trusted = ['--allowed-signers', allowed];
    const proved = await run(['verify', address, ...trusted]);
    expect(proved.stdout.toString()).toContain('signed by');
    const listed = await run(['snapshots', 's3://bucket/', ...trusted]);
    expect(listed.stdout.toString()).toContain('ci@example.org');
    expect((await run(['snapshots', 's3://bucket/'])).stdout.toString()).toMatch(
      /SIGNED[^]* yes /u,
    );
    const restore = ['restore', address, '--require-signature', ...trusted];
    expect((await run([...restore, '--to', 'back'])).code).toBe(0);
    const unsigned = await run(['single', 'code', '--dest', 's3://bucket/other.md']);
    const refused = await run(['verify', unsigned.stdout.toString().trim(), ...trusted]);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('is not signed');
  });
});

describe('ended by SIGKILL at a request of single', () => {
  const ends = [1, 2, 3, 4, 5].flatMap((number) => [
    { number, what: 'that is done', fault: undefined },
    { number, what: 'that is not done', fault: { kind: 'drop' } as const },
  ]);

  it.each(ends)('$number $what: no half pair is left, and the next run succeeds', async (end) => {
    let kill = () => {};
    let isFirst = true;
    await using place = await createPlace({
      onRequest({ number }) {
        if (!isFirst || number !== end.number) return undefined;
        kill();
        return end.fault;
      },
    });
    const { fake, run } = place;
    const words = ['single', 'code', '--dest', 's3://bucket/'];
    const ended = await run(words, {}, (signal) => {
      kill = () => signal('SIGKILL');
    });
    // Where a dump is was not told before it was there.
    expect(ended).toMatchObject({ code: null, output: '' });
    expectWholePairs(fake);
    isFirst = false;
    const next = await run(words);
    expect(next.code).toBe(0);
    const key = next.stdout.toString().trim().slice('s3://bucket/'.length);
    expect(expectWholePairs(fake)).toContain(key);
    // What claimed a name just before may be of another run, which is at work.
    expect((await run(['verify', 's3://bucket/'])).code).toBe(0);
  });
});

describe('a fault that stays', () => {
  const denied = { kind: 'status', status: 403, code: 'AccessDenied' } as const;

  it.each([1, 2, 3, 4, 5])(
    'at request %i: one message that names it, exit code 1',
    async (number) => {
      await using place = await createPlace({
        onRequest: (request) => (request.number === number ? denied : undefined),
      });
      const { code, stdout, stderr } = await place.run([
        'single',
        'code',
        '--dest',
        's3://bucket/',
      ]);
      expect(code).toBe(1);
      expect(stdout.toString()).toBe('');
      expect(stderr).toMatch(/^create-dump: [^\n]*HTTP 403[^\n]*\n$/u);
      expectWholePairs(place.fake);
    },
  );

  it.each(['verify', 'ls', 'restore'])(
    'while %s reads: one message, exit code 1',
    async (command) => {
      let isDenied = false;
      await using place = await createPlace({
        onRequest: ({ operation }) => (isDenied && operation === 'get' ? denied : undefined),
      });
      const made = await place.run(['single', 'code', '--dest', 's3://bucket/']);
      isDenied = true;
      const to = command === 'restore' ? ['--to', 'back'] : [];
      const read = await place.run([command, made.stdout.toString().trim(), ...to]);
      expect(read.code).toBe(1);
      expect(read.stderr).toMatch(/^create-dump: [^\n]*HTTP 403[^\n]*\n$/u);
    },
  );
});

describe('a fault that passes', () => {
  const faults = [
    { kind: 'drop' },
    { kind: 'lose-answer' },
    { kind: 'status', status: 503, code: 'SlowDown' },
    { kind: 'status', status: 500, code: 'InternalError' },
  ] as const;
  const all = [1, 2, 3, 4, 5].flatMap((number) =>
    faults.map((fault, at) => ({ number, fault, isSample: at === number % faults.length })),
  );
  const cases = all.filter(({ isSample }) => isSample || process.env['STORES'] === 'all');

  it.each(cases)(
    `at request $number, $fault: the dump is published (${cases.length} of ${all.length}; STORES=all for all)`,
    async ({ number, fault }) => {
      await using place = await createPlace({
        onRequest: (request) => (request.number === number ? fault : undefined),
      });
      const { code, stdout, stderr } = await place.run([
        'single',
        'code',
        '--dest',
        's3://bucket/',
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const address = stdout.toString().trim();
      expect(expectWholePairs(place.fake)).toEqual([address.slice('s3://bucket/'.length)]);
    },
  );
});

describe('what a bucket has not', () => {
  it.each([['--archive'], ['--ledger'], ['--skip-unchanged'], ['--attest', 'x.json']])(
    '%s is refused before anything is read',
    async (...words) => {
      await using place = await createPlace();
      const { code, stderr } = await place.run([
        'single',
        'code',
        '--dest',
        's3://bucket/',
        ...words,
      ]);
      expect(code).toBe(2);
      expect(stderr).toContain(`${words[0]} is for dumps in a directory, and --dest is a bucket.`);
      expect(place.fake.requests).toEqual([]);
    },
  );

  it('a tree that names a bucket is not dumped', async () => {
    await using place = await createPlace();
    writeTree(place.path, { 'code/create-dump.toml': 'dest = "s3://bucket/"\n' });
    const { code, stderr } = await place.run(['single', 'code']);
    expect(code).toBe(2);
    expect(stderr).toContain('must not choose where it is sent');
    expect(place.fake.requests).toEqual([]);
  });

  it('an endpoint that is not encrypted is for this machine, or asked for', async () => {
    await using place = await createPlace();
    const words = ['single', 'code', '--dest', 's3://bucket/', '--s3-endpoint', 'http://192.0.2.1'];
    const { code, stderr } = await place.run(words);
    expect(code).toBe(2);
    expect(stderr).toContain('--s3-insecure');
  });
});
