import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram, findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { makeFidoKey } from './fido-key.js';
import { certify, keyTypes, makeKey, signWith, sshKeygen } from './ssh-keygen.js';

const message = Buffer.from('message\n');

for (const major of ['20', '22', '24', '26']) {
  const node = nodeOf(major) ?? '';
  const isMissing = node === '' || sshKeygen === undefined;
  const needs = isMissing ? ` (needs node-${major} on the PATH, and ssh-keygen)` : '';
  it.skipIf(isMissing)(
    `Node ${major} gives the same verdicts${needs}`,
    { timeout: 60_000 },
    async () => {
      using directory = temporaryDirectory();
      const at = (name: string) => join(directory.path, name);
      const program = await bundleProgram(
        new URL('programs/verify-file.ts', import.meta.url),
        directory.path,
      );
      const signatures = makeSignatures(directory.path);
      writeFileSync(at('message'), message);
      writeFileSync(at('other'), 'other\n');
      expect(execFileSync(node, ['--version']).toString()).toContain(`v${major}.`);
      const verdictsOn = (name: string) => {
        const args = [program, at(name), at('allowed'), ...signatures];
        const lines = execFileSync(node, args).toString().trim().split('\n');
        return lines.map((line) => (JSON.parse(line) as { state: string }).state);
      };
      expect(verdictsOn('message')).toEqual(signatures.map(() => 'valid'));
      expect(verdictsOn('other')).toEqual(signatures.map(() => 'invalid'));
    },
  );
}

function nodeOf(major: string): string | undefined {
  const isThis = process.versions.node.startsWith(`${major}.`);
  return isThis ? process.execPath : findTool(`node-${major}`);
}

/** By a key of each kind, all of them allowed. */
function makeSignatures(directory: string): string[] {
  const authority = makeKey(directory, 'authority');
  const lines = [`a cert-authority ${readFileSync(`${authority}.pub`, 'utf8')}`];
  const armors = keyTypes.flatMap(([name, args]) => {
    const key = makeKey(directory, name, args);
    lines.push(`a ${readFileSync(`${key}.pub`, 'utf8')}`);
    return [signWith(key, message), signWith(certify(authority, key, ['-n', 'a']), message)];
  });
  for (const type of ['ed25519', 'ecdsa'] as const) {
    const key = makeFidoKey(type);
    lines.push(`a ${key.line}\n`);
    armors.push(key.signWith(message, 1));
  }
  writeFileSync(join(directory, 'allowed'), lines.join(''));
  return armors.map((armor, index) => {
    const path = join(directory, `${index}.sig`);
    writeFileSync(path, armor);
    return path;
  });
}
