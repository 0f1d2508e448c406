import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Case {
  readonly armor: string | Uint8Array;
  readonly allowed: string | Uint8Array;
  readonly signer: string;
  readonly args?: readonly string[];
}

/** Asks `ssh-keygen -Y verify` about each case, from one shell: starting it from Node takes three times as long. */
export function acceptsEach(
  directory: string,
  message: Uint8Array,
  cases: readonly Case[],
  env = {},
): boolean[] {
  const at = (name: string) => join(directory, name);
  mkdirSync(at('cases'));
  const lines = cases.map(({ armor, allowed, signer, args = [] }, index) => {
    writeFileSync(at(`cases/${index}.sig`), armor);
    writeFileSync(at(`cases/${index}.allowed`), allowed);
    const all = [
      '-n',
      'file',
      '-f',
      `cases/${index}.allowed`,
      '-I',
      signer,
      '-s',
      `cases/${index}.sig`,
      ...args,
    ];
    const words = all.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`);
    return `ssh-keygen -Y verify ${words.join(' ')} <message >/dev/null 2>&1; echo $? >>verdicts\n`;
  });
  writeFileSync(at('message'), message);
  writeFileSync(at('ask.sh'), lines.join(''));
  execFileSync('sh', ['ask.sh'], { cwd: directory, env: { ...process.env, ...env } });
  const verdicts = readFileSync(at('verdicts'), 'utf8').trim().split('\n');
  return verdicts.map((verdict) => verdict === '0');
}
