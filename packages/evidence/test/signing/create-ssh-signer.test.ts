import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isRunning, temporaryDirectory } from '@create-dump/tooling-testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createSignatureVerifier, createSshSigner, parseAllowedSigners } from '../../src/index.js';
import { makeKey, needsSshKeygen, sshKeygen } from '../ssh-keygen.js';

const message = Buffer.from('message\n');
const signal = new AbortController().signal;
const { env } = process;
const before = { ...env };

afterEach(() => {
  for (const name of ['SSH_AUTH_SOCK', 'SSH_ASKPASS', 'SSH_ASKPASS_REQUIRE', 'DISPLAY']) {
    if (before[name] === undefined) delete env[name];
    else env[name] = before[name];
  }
});

describe.skipIf(sshKeygen === undefined)(`createSshSigner${needsSshKeygen}`, () => {
  it('signs with a key in an agent, from the public key alone', async () => {
    using directory = temporaryDirectory();
    const key = makeKey(directory.path, 'key');
    await using agent = await startAgent(directory.path, key);
    env['SSH_AUTH_SOCK'] = agent.socket;
    renameSync(key, join(directory.path, 'elsewhere'));
    const signer = createSshSigner({ key: `${key}.pub`, signal });
    await signer.check();
    const armor = await signer.sign(message);
    const { signers } = parseAllowedSigners(Buffer.from(`a ${readFileSync(`${key}.pub`, 'utf8')}`));
    expect(createSignatureVerifier({ signers })(armor, message, new Date()).state).toBe('valid');
  });

  it('gets a passphrase from the program that SSH_ASKPASS names', async () => {
    using directory = temporaryDirectory();
    const key = makeKey(directory.path, 'key', ['-t', 'ed25519', '-N', 'secret']);
    const ask = join(directory.path, 'ask');
    writeFileSync(ask, '#!/bin/sh\necho secret\n');
    chmodSync(ask, 0o755);
    Object.assign(env, { SSH_ASKPASS: ask, SSH_ASKPASS_REQUIRE: 'force' });
    await expect(createSshSigner({ key, signal }).sign(message)).resolves.toContain('BEGIN SSH');
  });

  it.each<[string, (directory: string) => string, RegExp]>([
    ['there is no key', (directory) => join(directory, 'none'), /No such file or directory/],
    ['the key has a passphrase, and nobody can be asked', lockedKey, /passphrase/],
    ['there is a public key alone, and no agent', publicKey, /No private key found/],
    ['the key is none', noKey, /is not a public key file/],
    ['the key is a directory', (directory) => directory, /is not a public key file/],
  ])('fails where %s', async (_, makeKey, said) => {
    using directory = temporaryDirectory();
    delete env['SSH_AUTH_SOCK'];
    const key = makeKey(directory.path);
    const signer = createSshSigner({ key, signal });
    const failure = { code: 'SIGN_FAILED', message: expect.stringContaining(key) as string };
    await expect(signer.check()).rejects.toMatchObject(failure);
    await expect(signer.sign(message)).rejects.toMatchObject(failure);
    await expect(signer.check()).rejects.toThrow(said);
    expect(readdirSync(directory.path).filter((name) => name.endsWith('.sig'))).toEqual([]);
  });

  it('writes no file, whatever lies beside the key', async () => {
    using directory = temporaryDirectory();
    const key = makeKey(directory.path, 'key');
    await createSshSigner({ key, signal }).sign(message);
    expect(readdirSync(directory.path).sort()).toEqual(['key', 'key.pub']);
  });

  it('signs for a namespace', async () => {
    using directory = temporaryDirectory();
    const key = makeKey(directory.path, 'key');
    const armor = await createSshSigner({ key, signal, namespace: 'ledger@create-dump' }).sign(
      message,
    );
    const { signers } = parseAllowedSigners(Buffer.from(`a ${readFileSync(`${key}.pub`, 'utf8')}`));
    const options = { signers, namespace: 'ledger@create-dump' };
    expect(createSignatureVerifier(options)(armor, message, new Date()).state).toBe('valid');
    expect(createSignatureVerifier({ signers })(armor, message, new Date())).toMatchObject({
      state: 'invalid',
      reason: 'it is for the namespace "ledger@create-dump", not "file"',
    });
  });
});

describe('createSshSigner with another program', () => {
  it.each([
    ['says nothing', 'exit 0', /not a valid signature: it does not begin/],
    ['fails without a word', 'exit 3', /ssh-keygen ended with 3\. /],
    ['is killed', 'kill -9 $$', /ssh-keygen was ended by SIGKILL\. /],
    ['writes for ever', 'cat /dev/zero', /took longer than 0\.3 s/],
    [
      'asks on a terminal',
      'read line </dev/tty || { echo no terminal >&2; exit 1; }',
      /no terminal/,
    ],
  ])('fails where it %s', async (_, script, said) => {
    using directory = temporaryDirectory();
    const program = writeProgram(directory.path, script);
    const signer = createSshSigner({
      key: '/key',
      signal,
      program,
      timeLimit: script.includes('zero') ? 300 : 30_000,
    });
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'SIGN_FAILED' });
    await expect(signer.sign(message)).rejects.toThrow(said);
  });

  it('fails where there is none', async () => {
    const signer = createSshSigner({ key: '/key', signal, program: 'no-such-program' });
    await expect(signer.check()).rejects.toThrow(
      'Signing with /key failed: there is no no-such-program on the PATH; install OpenSSH 8.1 or later.',
    );
  });

  it('ends it when the time is over, with what it has started to ask for a passphrase', async () => {
    using directory = temporaryDirectory();
    const program = writeProgram(
      directory.path,
      'sleep 600 & echo $! >"$0.ask.pid"; echo $$ >"$0.pid"; wait',
    );
    const signer = createSshSigner({ key: '/key', signal, program, timeLimit: 500 });
    await expect(signer.sign(message)).rejects.toThrow('ssh-keygen took longer than 0.5 s');
    await expectEnd(`${program}.pid`);
    await expectEnd(`${program}.ask.pid`);
  });

  it('ends it when the run is stopped, and rejects with the reason', async () => {
    using directory = temporaryDirectory();
    const program = writeProgram(
      directory.path,
      'echo $$ >"$0.pid.part"; mv "$0.pid.part" "$0.pid"; sleep 600',
    );
    const controller = new AbortController();
    const signing = createSshSigner({ key: '/key', signal: controller.signal, program }).sign(
      message,
    );
    const stopped = signing.catch((error: unknown) => error);
    while (!existsSync(`${program}.pid`)) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error('stopped'));
    expect(await stopped).toMatchObject({ message: 'stopped' });
    await expectEnd(`${program}.pid`);
  });
});

function lockedKey(directory: string): string {
  return makeKey(directory, 'key', ['-t', 'ed25519', '-N', 'secret']);
}

function publicKey(directory: string): string {
  const key = makeKey(directory, 'key');
  renameSync(key, join(directory, 'elsewhere'));
  return `${key}.pub`;
}

function noKey(directory: string): string {
  const key = join(directory, 'key');
  writeFileSync(key, 'nothing\n');
  return key;
}

function writeProgram(directory: string, script: string): string {
  const path = join(directory, 'program');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A killed process may take a moment to end. */
async function expectEnd(pidFile: string): Promise<void> {
  const pid = Number(readFileSync(pidFile, 'utf8'));
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function startAgent(directory: string, key: string) {
  const socket = join(directory, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  while (!existsSync(socket)) await new Promise((resolve) => setTimeout(resolve, 5));
  const add = spawn('ssh-add', ['-q', key], {
    env: { ...env, SSH_AUTH_SOCK: socket },
    stdio: 'ignore',
  });
  await new Promise((resolve) => add.once('exit', resolve));
  return {
    socket,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => agent.once('exit', resolve));
      agent.kill();
      await ended;
    },
  };
}
