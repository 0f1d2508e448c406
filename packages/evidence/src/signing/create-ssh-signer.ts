/*
 * Signing by `ssh-keygen`, so that agents, FIDO keys, certificates and passphrase programs work as they do for git. A message comes
 * in; an armored signature comes out that was verified, or a `SIGN_FAILED` that says what ssh-keygen said.
 */
import { CreateDumpError, displayPath, type SignBytes } from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';
import { checkSignature } from '../create-signature-verifier.js';
import { runSshKeygen, type SshKeygenRun } from './run-ssh-keygen.js';

export interface SshSignerOptions {
  /** Absolute path of a private key, of a `.pub` file whose private key is in the agent or beside it, or of a certificate. */
  readonly key: string;
  /** What signatures are for. Default: `file`. */
  readonly namespace?: string;
  /** Default: `ssh-keygen`, looked for on the PATH. */
  readonly program?: string;
  /** In milliseconds, for one signature. Default: two minutes, enough to touch a FIDO key. */
  readonly timeLimit?: number;
  /** Aborting ends ssh-keygen and rejects with the reason. */
  readonly signal: AbortSignal;
}

export interface SshSigner {
  /** @throws {CreateDumpError} `SIGN_FAILED` */
  readonly sign: SignBytes;
  /**
   * Finds out before the work whether signing will succeed: looks at the key and, unless it has to be touched, signs something
   * with it, for the namespace `check@create-dump`.
   * @throws {CreateDumpError} `SIGN_FAILED`
   */
  check(): Promise<void>;
}

export function createSshSigner(options: SshSignerOptions): SshSigner {
  const { namespace = 'file' } = options;
  return {
    sign: (message) => sign(message, namespace, options),
    async check() {
      const listed = await run(['-l', '-f', options.key], Buffer.of(), options);
      if (listed.exitCode !== 0) throw failure(options, describeRun(listed));
      const needsTouch = /-SK(?:-CERT)?\)\s*$/.test(listed.stdout);
      if (!needsTouch) await sign(Buffer.from('check\n'), 'check@create-dump', options);
    },
  };
}

async function sign(
  message: Uint8Array,
  namespace: string,
  options: SshSignerOptions,
): Promise<string> {
  // Without a file's name it reads its input and writes to its output; with one it may decline to overwrite, and exit with 0.
  const args = ['-q', '-Y', 'sign', '-n', namespace, '-f', options.key];
  const signed = await run(args, message, options);
  if (signed.exitCode !== 0) throw failure(options, describeRun(signed));
  const checked = checkSignature(signed.stdout, message, namespace);
  if ('signature' in checked) return signed.stdout;
  throw failure(options, `what ssh-keygen printed is not a valid signature: ${checked.reason}`);
}

async function run(
  args: readonly string[],
  input: Uint8Array,
  options: SshSignerOptions,
): Promise<SshKeygenRun> {
  const { program = 'ssh-keygen', timeLimit = defaultTimeLimit, signal } = options;
  try {
    return await runSshKeygen({ program, args, input, timeLimit, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw failure(options, describeError(error, program, timeLimit), error);
  }
}

const defaultTimeLimit = 120_000;

function describeError(error: unknown, program: string, timeLimit: number): string {
  if (errorCode(error) === 'ENOENT') {
    return `there is no ${displayPath(program)} on the PATH; install OpenSSH 8.1 or later`;
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `ssh-keygen took longer than ${timeLimit / 1000} s`;
  }
  return `ssh-keygen could not be run: ${describeSystemError(error)}`;
}

function describeRun({ exitCode, killedBy, stderr }: SshKeygenRun): string {
  const ended = killedBy === undefined ? `ended with ${exitCode}` : `was ended by ${killedBy}`;
  const said = displayPath(stderr.trim().replaceAll(/\s*\r?\n\s*/g, '; ')).slice(0, 1000);
  return `ssh-keygen ${ended}${said === '' ? '' : `, and said: ${said}`}`;
}

function failure({ key }: SshSignerOptions, why: string, cause?: unknown): CreateDumpError {
  const fix =
    'Name a private key without a passphrase, or a public key whose private key is in the agent (ssh-add).';
  const message = `Signing with ${displayPath(key)} failed: ${why.replace(/\.$/, '')}. ${fix}`;
  return new CreateDumpError('SIGN_FAILED', message, { cause });
}
