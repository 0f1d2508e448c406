import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findTool, readTree, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { writeMonorepo } from './batch-monorepo.js';
import { closeSchema } from './close-schema.js';
import { runBin } from './run-bin.js';
import { allow, hasSshKeygen, makeKey, needsSshKeygen, replaceSshKeygen } from './signing-keys.js';

const validate = new Ajv2020({ strictRequired: false, allowUnionTypes: true }).compile(
  closeSchema(
    JSON.parse(
      readFileSync(new URL('../../schemas/documents.schema.json', import.meta.url), 'utf8'),
    ) as object,
  ),
);

interface Document {
  readonly path: string;
  readonly signaturePath?: string;
  readonly dumps: readonly { readonly signature?: { readonly state: string } }[];
  readonly snapshots: readonly { readonly signature?: { readonly state: string } }[];
  readonly items: readonly { readonly signature?: { readonly state: string } }[];
}

/** A directory with a tree, a key, and whom to trust. */
function createScene() {
  const directory = temporaryDirectory();
  const cwd = directory.path;
  writeTree(join(cwd, 'tree'), { 'a.txt': 'a\n' });
  const key = makeKey(cwd, 'id');
  writeFileSync(join(cwd, 'allowed'), allow('ci@example.org', key));
  const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const { code, stdout, stderr } = await runBin(args, { cwd, env });
    return { code, out: stdout.toString(), err: stderr };
  };
  const json = async (...args: readonly string[]) => {
    const { code, out } = await run([...args, '--json']);
    const document = JSON.parse(out) as Document;
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    return { code, document };
  };
  return { cwd, key, run, json, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}

/** What `ssh-keygen` and `sha256sum` say of each signed file in a directory; throws if one is wrong. */
function verifyByPrograms(directory: string, allowed: string, who: string): string[] {
  const signatures = readdirSync(directory).filter((name) => name.endsWith('.sha256.sig'));
  for (const signature of signatures) {
    const checksum = signature.replace(/\.sig$/, '');
    const args = ['-Y', 'verify', '-f', allowed, '-I', who, '-n', 'file', '-s', signature];
    const input = readFileSync(join(directory, checksum));
    execFileSync('ssh-keygen', args, { cwd: directory, input, stdio: 'pipe' });
    execFileSync('sha256sum', ['--check', '--quiet', checksum], { cwd: directory, stdio: 'pipe' });
  }
  return signatures;
}

describe.skipIf(!hasSshKeygen)(`--sign${needsSshKeygen}`, () => {
  it('signs a dump, which ssh-keygen and sha256sum verify, and no later dump has the signature', async () => {
    using scene = createScene();
    const { cwd, json, run } = scene;
    const { code, document } = await json('tree', '--dest', 'tree', '--sign', 'id');
    expect(code).toBe(0);
    expect(document.signaturePath).toBe(`${document.path.replace(/\.md$/, '')}.sha256.sig`);
    expect(
      verifyByPrograms(join(cwd, 'tree'), join(cwd, 'allowed'), 'ci@example.org'),
    ).toHaveLength(1);
    expect((await run(['files', 'tree'])).out).toBe('a.txt\n');
    const other = await run([
      'tree',
      '--output',
      'x.md',
      '--sign',
      'id.pub',
      '--sign-namespace',
      'dump',
    ]);
    expect(other.code).toBe(0);
    const args = [
      '-Y',
      'verify',
      '-f',
      'allowed',
      '-I',
      'ci@example.org',
      '-n',
      'dump',
      '-s',
      'x.sha256.sig',
    ];
    const input = readFileSync(join(cwd, 'x.sha256'));
    expect(execFileSync('ssh-keygen', args, { cwd, input }).toString()).toContain(
      'Good "dump" signature',
    );
    const forced = await run(['tree', '--output', 'x.md', '--force']);
    expect([forced.code, existsSync(join(cwd, 'x.sha256.sig'))]).toEqual([0, false]);
  });

  it.each([[[]], [['--atomic']]])(
    'signs all dumps of a batch (%j), and archiving keeps signatures',
    async (options) => {
      using scene = createScene();
      const { cwd, run } = scene;
      writeMonorepo(join(cwd, 'mono'), 2);
      const args = ['batch', '--root', 'mono', '--dest', 'out', '--sign', 'id', ...options];
      const { code, err } = await run([...args, '--attest', 'attestation.json']);
      expect({ code, err: err.match(/create-dump: .*/) }).toEqual({ code: 0, err: null });
      const allowed = join(cwd, 'allowed');
      const signed = verifyByPrograms(join(cwd, 'out'), allowed, 'ci@example.org');
      expect(signed).toHaveLength(3);
      const { subject } = JSON.parse(readFileSync(join(cwd, 'attestation.json'), 'utf8')) as {
        subject: { name: string; digest: { sha256: string } }[];
      };
      const stated = signed.map((name) =>
        readFileSync(join(cwd, 'out', name.replace(/\.sig$/, '')), 'utf8').trim(),
      );
      expect(subject.map(({ name, digest }) => `${digest.sha256}  ${name}`).sort()).toEqual(
        stated.sort(),
      );
      const kept = await run([
        'archive',
        'out',
        '--include-current',
        '--clean-root',
        '--no-keep-latest',
      ]);
      expect(kept.code).toBe(0);
      const left = readdirSync(join(cwd, 'out')).filter((name) => !name.startsWith('batch_'));
      expect(left).toEqual(['archives']);
      expect(readdirSync(join(cwd, 'out/archives'))).toEqual(expect.arrayContaining(signed));
      const verified = await run(['verify', 'out', '--allowed-signers', 'allowed']);
      expect(verified).toMatchObject({ code: 0, err: '' });
      expect(verified.out.match(/signed by ci@example\.org/g)).toHaveLength(3);
    },
  );

  it('writes the predicate alone, and replaces nothing but attestations', async () => {
    using scene = createScene();
    const { cwd, run } = scene;
    const to = (file: string) => ['tree', '--dest', 'out', '--attest-predicate', file];
    expect((await run(to('predicate.json'))).code).toBe(0);
    expect((await run(to('predicate.json'))).code).toBe(0);
    const predicate = JSON.parse(readFileSync(join(cwd, 'predicate.json'), 'utf8')) as object;
    expect(Object.keys(predicate)).toEqual(['buildDefinition', 'runDetails']);
    const before = readdirSync(join(cwd, 'out'));
    expect(await run(to('id'))).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        'id exists and is not an attestation, so it is not replaced.',
      ) as string,
    });
    expect(readdirSync(join(cwd, 'out'))).toEqual(before);
  });

  it('takes the key from the user file, but not from that of the project', async () => {
    using scene = createScene();
    const { cwd, key, run } = scene;
    writeTree(cwd, { 'home/.config/create-dump/config.toml': `sign_key = "${key}"\n` });
    const env = { HOME: join(cwd, 'home') };
    const signed = await run(['tree', '--dest', 'out'], env);
    expect(signed.code).toBe(0);
    expect(readdirSync(join(cwd, 'out')).filter((name) => name.endsWith('.sig'))).toHaveLength(1);
    // There is no checksum file to sign, and the user hasn't asked for it here.
    expect(await run(['tree', '--output', '-', '--quiet'], env)).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await run(['tree', '--output', '-', '--sign', 'id'])).toMatchObject({ code: 2 });
    writeTree(cwd, { 'tree/create-dump.toml': `sign_key = "${key}"\n` });
    expect(await run(['tree', '--dest', 'out'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /create-dump\.toml:1: sign_key: can't be set by a project's file: a tree that is dumped must not choose with which of your keys it is signed\. Use --sign, CREATE_DUMP_SIGN_KEY or/,
      ) as string,
    });
  });
});

describe.skipIf(!hasSshKeygen)(`a signer that fails${needsSshKeygen}`, () => {
  const checks = 'case " $* " in *" check@create-dump "* | *" -l "*) exec "$real" "$@";; esac';

  it.each<[string, (cwd: string) => { key?: string; env?: NodeJS.ProcessEnv }, RegExp]>([
    ['has no key', () => ({ key: 'none' }), /none failed: .*No such file or directory/],
    ['has no agent', withoutPrivateKey, /id\.pub failed: .*No private key found/],
    [
      'has a passphrase and no terminal',
      (cwd) => ({ key: makeKey(cwd, 'locked', 'x') }),
      /locked failed: .*passphrase/,
    ],
    [
      'is not installed',
      (cwd) => ({ env: { PATH: emptyPath(cwd) } }),
      /there is no ssh-keygen on the PATH/,
    ],
    [
      'is killed',
      (cwd) => ({ env: replaceSshKeygen(cwd, `${checks}\nkill -9 $$`) }),
      /was ended by SIGKILL/,
    ],
    [
      'has no space',
      (cwd) => ({
        env: replaceSshKeygen(cwd, `${checks}\necho "write: No space left on device" >&2; exit 1`),
      }),
      /No space left on device/,
    ],
    [
      'writes half a signature',
      (cwd) => ({ env: replaceSshKeygen(cwd, `${checks}\n"$real" "$@" | head -c 100`) }),
      /not a valid signature/,
    ],
  ])('and %s ends with 1, and publishes nothing', async (_, prepare, said) => {
    using scene = createScene();
    const { cwd, run } = scene;
    const { key = 'id', env = {} } = prepare(cwd);
    writeMonorepo(join(cwd, 'mono'), 1);
    for (const args of [
      ['tree', '--dest', 'out'],
      ['tree', '--output', 'out/x.md'],
      ['batch', '--root', 'mono', '--dest', 'out'],
      ['batch', '--root', 'mono', '--dest', 'out', '--atomic'],
    ]) {
      const { code, out, err } = await run([...args, '--sign', key], env);
      expect({ code, out, args }).toEqual({ code: 1, out: '', args });
      expect(err).toMatch(said);
      const names = existsSync(join(cwd, 'out')) ? readdirSync(join(cwd, 'out')) : [];
      expect(names.filter((name) => !name.startsWith('batch_'))).toEqual([]);
    }
  });

  it.each([
    [['tree', '--dest', 'out']],
    [['batch', '--root', '.', '--dirs', 'tree', '--dest', 'out']],
  ])('is ended by a signal, and nothing is left: %j', async (args) => {
    using scene = createScene();
    const { cwd } = scene;
    const wait = 'touch started; exec sleep 600';
    const env = replaceSshKeygen(cwd, `${checks}\n${wait}`);
    const { code, stderr } = await runBin([...args, '--sign', 'id'], {
      cwd,
      env,
      onStart(kill) {
        const timer = setInterval(() => {
          if (!existsSync(join(cwd, 'started'))) return;
          clearInterval(timer);
          kill('SIGTERM');
        }, 20);
      },
    });
    expect(code).toBe(143);
    expect(stderr).toContain('Stopped by SIGTERM');
    const names = readdirSync(join(cwd, 'out')).filter((name) => !name.startsWith('batch_'));
    expect(names).toEqual([]);
  });

  const script = findTool('script');
  it.skipIf(script === undefined)(
    'does not wait for an answer on a terminal (needs script)',
    async () => {
      using scene = createScene();
      const { cwd } = scene;
      makeKey(cwd, 'locked', 'x');
      const bin = new URL('../../dist/bin.js', import.meta.url).pathname;
      const line = `"${process.execPath}" "${bin}" tree --dest out --sign locked`;
      // Nobody answers: the input is empty, but the terminal stays open.
      const { stdout } = await runBin(['-qec', `${line}; echo ended with $?`, '/dev/null'], {
        cwd,
        node: script ?? '',
        bin: '-q',
      });
      expect(stdout.toString()).toContain('ended with 1');
      expect(readdirSync(cwd)).not.toContain('out');
    },
  );
});

describe.skipIf(!hasSshKeygen)(`--allowed-signers${needsSshKeygen}`, () => {
  it.each<[string, string, number, (cwd: string) => void, readonly string[], RegExp]>([
    ['is valid', 'valid', 0, () => {}, [], /^$/],
    ['is valid for the signer', 'valid', 0, () => {}, ['--signer', 'ci@example.org'], /^$/],
    [
      'is by another signer',
      'untrusted',
      4,
      () => {},
      ['--signer', 'bob'],
      /is not trusted: line 1 of the allowed signers does not apply: it is about another signer\./,
    ],
    [
      'is by an unknown key',
      'untrusted',
      4,
      (cwd) => writeFileSync(join(cwd, 'allowed'), allow('ci', makeKey(cwd, 'b'))),
      [],
      /is not trusted: its key is not among the allowed signers\./,
    ],
    [
      'is out of time',
      'untrusted',
      4,
      (cwd) =>
        writeFileSync(
          join(cwd, 'allowed'),
          allow('ci', join(cwd, 'id'), 'valid-before="20200101Z"'),
        ),
      [],
      /is not trusted: line 1 .*: the key was valid until 2020-01-01T00:00:00\.000Z\./,
    ],
    [
      'is judged as of another time',
      'untrusted',
      4,
      (cwd) =>
        writeFileSync(
          join(cwd, 'allowed'),
          allow('ci', join(cwd, 'id'), 'valid-after="20200101Z"'),
        ),
      ['--verify-time', '20190101Z'],
      /the key is valid from 2020-01-01/,
    ],
    [
      'is by a revoked key',
      'untrusted',
      4,
      () => {},
      ['--revoked', 'id.pub'],
      /is not trusted: its key is revoked\./,
    ],
    [
      'is of something else',
      'invalid',
      4,
      (cwd) => changeChecksum(cwd),
      [],
      /is not valid: it does not match what it is to sign\./,
    ],
    [
      'is none',
      'invalid',
      4,
      (cwd) => writeFileSync(signatureIn(cwd), 'x'),
      [],
      /is not valid: it does not begin as an SSH signature does\./,
    ],
    [
      'is a directory',
      'invalid',
      4,
      (cwd) => {
        const signature = signatureIn(cwd);
        rmSync(signature);
        mkdirSync(signature);
      },
      [],
      /is not valid: it is not a regular file of at most 16 KiB\./,
    ],
    [
      'is absent',
      'absent',
      4,
      (cwd) => rmSync(signatureIn(cwd)),
      [],
      /is not signed: there is no .*\.sha256\.sig\./,
    ],
  ])('where a signature %s: %s, exit code %i', async (_, state, code, change, options, said) => {
    using scene = createScene();
    const { cwd, run, json } = scene;
    await run(['tree', '--dest', 'out', '--sign', 'id']);
    change(cwd);
    const trust = ['--allowed-signers', 'allowed', ...options];
    const verified = await run(['verify', 'out', ...trust]);
    expect({ code: verified.code, said: said.test(verified.err) }).toEqual({ code, said: true });
    expect(verified.out).toContain(code === 0 ? 'OK' : 'FAILED');
    const { document } = await json('verify', 'out', ...trust);
    expect(document.dumps.map(({ signature }) => signature?.state)).toEqual([state]);
    const list = await json('snapshots', 'out', ...trust);
    expect(list.document.snapshots.map(({ signature }) => signature?.state)).toEqual([state]);
    const audited = await json('audit', 'out', ...trust);
    expect(audited.code).toBe(code);
    expect(audited.document.items.map(({ signature }) => signature?.state)).toEqual([state]);
    const restored = await run([
      'restore',
      'latest',
      '--dir',
      'out',
      '--to',
      'back',
      '--require-signature',
      ...trust,
    ]);
    expect({ code: restored.code, isRestored: existsSync(join(cwd, 'back')) }).toEqual({
      code,
      isRestored: code === 0,
    });
    if (code !== 0) return;
    expect(readTree(join(cwd, 'back'))).toEqual(readTree(join(cwd, 'tree')));
  });

  it('restores nothing whose bytes are not those that are signed', async () => {
    using scene = createScene();
    const { cwd, run } = scene;
    await run(['tree', '--output', 'x.md', '--sign', 'id']);
    writeTree(join(cwd, 'tree'), { 'a.txt': 'b\n' });
    await run(['tree', '--output', 'other.md']);
    renameSync(join(cwd, 'other.md'), join(cwd, 'x.md'));
    const trust = ['--require-signature', '--allowed-signers', 'allowed'];
    const restored = await run(['restore', 'x.md', '--to', 'back', ...trust]);
    expect(restored).toMatchObject({
      code: 4,
      err: expect.stringContaining(
        "x.md doesn't match the checksum file that is signed. Nothing was restored.",
      ) as string,
    });
    expect(existsSync(join(cwd, 'back'))).toBe(false);
    const piped = await runBin(['restore', '-', '--to', 'back', ...trust], { cwd, input: 'x' });
    expect([piped.code, piped.stderr]).toEqual([
      4,
      expect.stringContaining('Standard input has no signature.'),
    ]);
  });

  it('needs files that can be used', async () => {
    using scene = createScene();
    const { cwd, run } = scene;
    await run(['tree', '--dest', 'out', '--sign', 'id']);
    writeFileSync(join(cwd, 'krl'), 'SSHKRL\n\0');
    for (const [args, said] of [
      [['--allowed-signers', 'none'], /none does not exist/],
      [['--allowed-signers', 'allowed', '--revoked', 'krl'], /krl is a binary key revocation list/],
      [
        ['--allowed-signers', 'allowed', '--verify-time', 'now'],
        /--verify-time "now" is not a time/,
      ],
      [['--signer', 'ci'], /--signer has no effect without --allowed-signers/],
    ] as const) {
      const { code, err } = await run(['verify', 'out', ...args]);
      expect({ code, said: said.test(err) }).toEqual({ code: 2, said: true });
    }
    const restored = await run([
      'restore',
      'latest',
      '--dir',
      'out',
      '--to',
      'x',
      '--allowed-signers',
      'allowed',
    ]);
    expect(restored).toMatchObject({ code: 2 });
    writeFileSync(join(cwd, 'allowed'), 'ci no-such-option ssh-ed25519 AAAA\n');
    const warned = await run(['verify', 'out', '--allowed-signers', 'allowed']);
    expect(warned.err).toContain('Line 1 of');
    expect(warned.code).toBe(4);
  });

  it('judges the signature of a checkpoint', async () => {
    using scene = createScene();
    const { cwd, run } = scene;
    await run(['tree', '--dest', 'out', '--sign', 'id']);
    expect((await run(['audit', 'out', '--sign', 'id'])).code).toBe(2);
    await run(['audit', 'out', '--checkpoint-out', 'cp', '--sign', 'id']);
    const args = [
      '-Y',
      'verify',
      '-f',
      'allowed',
      '-I',
      'ci@example.org',
      '-n',
      'ledger@create-dump',
      '-s',
      'cp.sig',
    ];
    execFileSync('ssh-keygen', args, { cwd, input: readFileSync(join(cwd, 'cp')), stdio: 'pipe' });
    const audit = ['audit', 'out', '--checkpoint', 'cp', '--allowed-signers', 'allowed'];
    expect(await run(audit)).toMatchObject({ code: 0 });
    writeFileSync(join(cwd, 'cp.sig'), readFileSync(signatureIn(cwd)));
    expect(await run(audit)).toMatchObject({
      code: 4,
      err: expect.stringContaining(
        'cp.sig is not valid: it is for the namespace "file", not "ledger@create-dump".',
      ) as string,
    });
  });
});

function withoutPrivateKey(cwd: string) {
  renameSync(join(cwd, 'id'), join(cwd, 'elsewhere'));
  return { key: 'id.pub' };
}

function emptyPath(cwd: string): string {
  const path = join(cwd, 'empty');
  mkdirSync(path);
  chmodSync(path, 0o755);
  return path;
}

function signatureIn(cwd: string): string {
  const name = readdirSync(join(cwd, 'out')).find((name) => name.endsWith('.sig'));
  return join(cwd, 'out', name ?? '');
}

/** Upper case: the checksum still matches, but isn't what was signed. */
function changeChecksum(cwd: string): void {
  const path = signatureIn(cwd).replace(/\.sig$/, '');
  const [digest = '', ...name] = readFileSync(path, 'utf8').split('  ');
  writeFileSync(path, [digest.toUpperCase(), ...name].join('  '));
}
