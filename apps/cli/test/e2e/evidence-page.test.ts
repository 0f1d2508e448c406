import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  findTool,
  git,
  gitEnvironment,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { repository } from './documentation/documents.js';
import { makeKey } from './signing-keys.js';

const needed = ['bash', 'openssl', 'ssh-keygen', 'git'].filter(
  (name) => findTool(name) === undefined,
);
const needs = needed.length === 0 ? '' : ` (needs ${needed.join(', ')})`;
const builtBin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

it.skipIf(needed.length > 0)(
  `the commands of docs/evidence.md, one after another, with a time authority of our own${needs}`,
  () => {
    using directory = temporaryDirectory();
    const home = directory.path;
    const project = join(home, 'project');
    writeTree(project, { 'a.txt': 'a\n' });
    git(project, 'init', '-q', '-b', 'main', '--template=');
    git(project, 'add', '-A');
    git(project, 'commit', '-q', '-m', 'first');
    mkdirSync(join(home, '.ssh'));
    makeKey(join(home, '.ssh'), 'id_ed25519');
    mkdirSync(join(home, 'bin'));
    symlinkSync(builtBin, join(home, 'bin/create-dump'));
    makeAuthority(home);
    const page = readFileSync(join(repository, 'docs/evidence.md'), 'utf8');
    const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text]) => text);
    expect(blocks).toHaveLength(3);
    const script = `set -e\n${blocks.join('\n')}`;
    const output = execFileSync('bash', ['--norc', '-c', script], {
      cwd: project,
      env: {
        ...gitEnvironment(),
        HOME: home,
        PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}`,
        TZ: 'UTC',
        GIT_COMMITTER_EMAIL: 'ci@example.org',
      },
      stdio: 'pipe',
    }).toString();
    expect(output).toContain('signed by ci@example.org with SHA256:');
    expect(output).toMatch(/Time stamp: [A-Z][a-z]{2} +\d+ [\d:.]+ \d{4} GMT/);

    // A timestamp of something else doesn't verify.
    writeFileSync(join(home, 'checkpoint.txt.sig'), 'something else\n');
    const args = [
      'ts',
      '-verify',
      '-data',
      'checkpoint.txt.sig',
      '-in',
      'checkpoint.tsr',
      '-CAfile',
      'tsa-ca.pem',
    ];
    expect(() => execFileSync('openssl', args, { cwd: home, stdio: 'pipe' })).toThrow(
      'Command failed: openssl ts -verify',
    );
  },
);

/** An authority for times; `curl` asks it instead of one on the network. */
function makeAuthority(home: string): void {
  writeFileSync(join(home, 'tsa.cnf'), configuration);
  writeFileSync(join(home, 'serial'), '01\n');
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: home, stdio: 'pipe' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'tsa-ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Test CA',
    '-config',
    'tsa.cnf',
    '-extensions',
    'ca',
  );
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'tsa.key',
    '-out',
    'tsa.csr',
    '-subj',
    '/CN=Test TSA',
    '-config',
    'tsa.cnf',
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    '-CA',
    'tsa-ca.pem',
    '-CAkey',
    'ca.key',
    '-set_serial',
    '2',
    '-out',
    'tsa.pem',
    '-days',
    '2',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'tsa_cert',
  );
  const curl = join(home, 'bin/curl');
  writeFileSync(
    curl,
    `#!/bin/bash
set -e
while [ $# -gt 0 ]; do
  case $1 in
    --data-binary) query=\${2#@}; shift ;;
    --output) reply=$2; shift ;;
    --header) [ "$2" = 'Content-Type: application/timestamp-query' ]; shift ;;
    --*) ;;
    https://*) ;;
    *) exit 2 ;;
  esac
  shift
done
cd ~ && openssl ts -reply -queryfile "$query" -config tsa.cnf -section tsa -out "$reply"
`,
  );
  chmodSync(curl, 0o755);
}

const configuration = `
[req]
distinguished_name = name
prompt = no
[name]
CN = Test
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[tsa_cert]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = tsa-ca.pem
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
`;
