import { readFileSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSignatureVerifier, parseAllowedSigners } from '../../src/index.js';
import { certify, makeKey, needsSshKeygen, signWith, sshKeygen } from '../ssh-keygen.js';
import { acceptsEach, type Case } from './accepts-each.js';

const message = Buffer.from('0123456789abcdef  a.md\n');
const count = 200;

describe.skipIf(sshKeygen === undefined)(`lines of allowed signers${needsSshKeygen}`, () => {
  it(`get the verdict of ssh-keygen: ${count} of them`, { timeout: 60_000 }, () => {
    using directory = temporaryDirectory();
    const line = lineOf(makeWords(directory.path));
    const { seed } = fc.readConfigureGlobal();
    const lines = fc.sample(line, { numRuns: count, ...(seed !== undefined && { seed }) });
    const cases = lines.map(([signature, signer, allowed]) => toCase(signature, signer, allowed));
    const theirs = expectSame(directory.path, cases);
    expect(theirs).toContain(true);
  });

  it(`get it where they are odd: ${odd.length} of them`, { timeout: 60_000 }, () => {
    using directory = temporaryDirectory();
    const { signatures, keys } = makeWords(directory.path);
    const cases = odd.flatMap((line) => {
      const allowed = line.replaceAll('KEY', keys[0] as string).replaceAll('CA', keys[1] as string);
      const others = /al.*ice/.test(line) ? ['al ice', 'jürgen'] : ['jürgen'];
      const certified = line.includes('CA') ? signatures : signatures.slice(0, 2);
      const byAlice = certified.map((armor) => toCase(armor, 'alice', allowed));
      const byOthers = ['bob', ...others].map((signer) =>
        toCase(signatures[0] as string, signer, allowed),
      );
      return byAlice.concat(byOthers);
    });
    const theirs = expectSame(directory.path, cases);
    expect(theirs).toContain(true);
  });

  it.each(['Europe/Berlin', 'Australia/Sydney'])(
    'get it with local times, in %s',
    { timeout: 60_000 },
    (zone) => {
      using directory = temporaryDirectory();
      const { signatures, keys } = makeWords(directory.path);
      const times = ['202601151200', '202607011200', '20260701', '20260329023000', '202610250230'];
      const cases = times.flatMap((time) =>
        Array.from({ length: 36 }, (_, hour): Case => {
          const at = new Date(
            Date.UTC(2026, Number(time.slice(4, 6)) - 1, Number(time.slice(6, 8)), hour - 12),
          );
          const stamp = at.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
          const allowed = `alice valid-after="${time}" ${keys[0]}\n`;
          return {
            ...toCase(signatures[0] as string, 'alice', allowed),
            args: ['-O', `verify-time=${stamp}`],
          };
        }),
      );
      const theirs = expectSame(directory.path, cases, zone);
      expect(theirs).toContain(true);
    },
  );
});

function toCase(armor: string, signer: string, allowed: string): Case {
  const args = ['-O', 'verify-time=20260701120000Z'];
  return { armor, signer, allowed: Buffer.from(allowed, 'latin1'), args };
}

/** Lines with a key, or that of an authority, in strange places. */
const odd = [
  '',
  '# alice KEY',
  '\t  alice KEY',
  'alice KEY comment more',
  'alice KEY\r',
  'alice\tKEY',
  'alice  \t KEY',
  '"alice" KEY',
  '"al ice" KEY',
  'al" ice" KEY',
  '"alice"KEY',
  '"alice KEY',
  'alice',
  'alice ',
  'KEY',
  'al*,!alice KEY',
  '!alice,* KEY',
  '!bob,* KEY',
  'a?ice KEY',
  'alice, KEY',
  ',alice KEY',
  'Alice KEY',
  `${'x'.repeat(1022)},alice KEY`,
  `${'x'.repeat(1023)},alice KEY`,
  'j\xc3\xbcrgen KEY',
  'j??rgen KEY',
  'j?rgen KEY',
  'alice\0 KEY',
  'alice KEY\0',
  'alice cert-authority CA',
  'alice,bob CERT-AUTHORITY CA',
  '*,!bob cert-authority CA',
  'alice cert-authority KEY',
  'alice CA',
  'alice cert-authorities CA',
  'alice ,cert-authority CA',
  'alice cert-authority,, CA',
  'alice cert-authority, CA',
  'alice ,, KEY',
  'alice namespaces="file" KEY',
  'alice NAMESPACES="git,fi*" KEY',
  'alice namespaces="*,!file" KEY',
  'alice namespaces="" KEY',
  'alice namespaces=file KEY',
  'alice namespaces="file",namespaces="git" KEY',
  'alice namespaces="fi\\"le,file" KEY',
  'alice namespaces="file\\" KEY',
  'alice namespaces="a b,file" KEY',
  'alice namespaces="file"cert-authority KEY',
  'alice namespaces="file",unknown KEY',
  'alice no-touch-required KEY',
  'alice valid-after="20260101",valid-before="20270101" KEY',
  'alice valid-after="20270101Z" KEY',
  'alice valid-before="20260101utc" KEY',
  'alice valid-before="20260701120000Z" KEY',
  'alice valid-before="20260701115959Z" KEY',
  'alice valid-after="20260701120000Z" KEY',
  'alice valid-after="20260701120001Z" KEY',
  'alice valid-after="20260231Z",valid-before="20260304Z" KEY',
  'alice valid-after="20260231Z" KEY',
  'alice valid-after="2026" KEY',
  'alice valid-after="20261301" KEY',
  'alice valid-after="202601012460" KEY',
  'alice valid-after="20270101",valid-before="20260101" KEY',
  'alice valid-after="19700101Z" KEY',
  'alice valid-before="20260701120000Z",valid-before="20270101Z" KEY',
  'bob KEY\nalice KEY',
  'alice wrong KEY\nalice KEY',
  'alice namespaces="git" KEY\nalice KEY',
  'alice KEY\nalice valid-before="20200101" KEY',
];

interface Words {
  readonly signatures: readonly string[];
  readonly keys: readonly string[];
}

/** Signatures by a key, the same key certified for alice and bob, and another one; the key, the authority, and odd forms. */
function makeWords(directory: string): Words {
  const key = makeKey(directory, 'key');
  const authority = makeKey(directory, 'authority');
  const certificate = certify(authority, key, ['-n', 'alice,bob', '-V', '20260101Z:20270101Z']);
  const expired = makeKey(directory, 'expired');
  certify(authority, expired, ['-n', 'alice', '-V', '20250101Z:20260701120000Z']);
  const host = makeKey(directory, 'host');
  certify(authority, host, ['-h', '-n', 'alice']);
  const pub = (path: string) => readFileSync(path, 'utf8').trim().split(' ').slice(0, 2).join(' ');
  const [plain, ca] = [pub(`${key}.pub`), pub(`${authority}.pub`)];
  const [type = '', base64 = ''] = plain.split(' ');
  return {
    signatures: [key, certificate, `${expired}-cert.pub`, `${host}-cert.pub`].map((path) =>
      signWith(path, message),
    ),
    keys: [
      plain,
      ca,
      pub(certificate),
      `${type} ${base64.slice(0, -1)}`,
      `ssh-rsa ${base64}`,
      type,
    ],
  };
}

function lineOf({ signatures, keys }: Words) {
  const name = fc.constantFrom(
    'alice',
    'bob',
    '*',
    'a*',
    '?lice',
    '!alice',
    '!bob',
    '',
    'ALICE',
    'al ice',
  );
  const names = fc.array(name, { minLength: 1, maxLength: 3 }).map((list) => list.join(','));
  const quoted = fc.oneof(
    { weight: 4, arbitrary: names.filter((list) => !list.includes(' ')) },
    names.map((list) => `"${list}"`),
  );
  const day = fc.constantFrom(
    '20260701Z',
    '20260702',
    '20200101Z',
    '202607011200Z',
    '20260701120001Z',
    '20260732',
    'x',
  );
  const option = fc.oneof(
    fc.constantFrom('cert-authority', 'Cert-Authority', 'namespaces="file"', 'namespaces="git"'),
    fc.constantFrom(
      'namespaces="*,!git"',
      'namespaces="fi\\"le"',
      'unknown',
      '',
      'namespaces=file',
    ),
    fc
      .tuple(fc.constantFrom('valid-after', 'VALID-BEFORE'), day)
      .map(([key, at]) => `${key}="${at}"`),
  );
  const options = fc.array(option, { maxLength: 3 }).map((list) => list.join(','));
  const blank = fc.constantFrom(' ', ' ', ' ', '\t', '  \t', '');
  const key = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...keys.slice(0, 3)) },
    fc.constantFrom(...keys),
  );
  const end = fc.constantFrom('\n', '\n', ' comment\n', '\r\n', '', ' "\n', 'AAAA\n');
  const line = fc
    .tuple(blank, quoted, blank, options, blank, key, end)
    .map(([a, names, b, options, c, key, end]) => {
      const before = a.trim() === '' && a !== ' ' ? '' : a;
      return `${before}${names}${b || ' '}${options}${options === '' ? '' : c || ' '}${key}${end}`;
    });
  const file = fc.array(line, { minLength: 1, maxLength: 2 }).map((lines) => lines.join(''));
  return fc.tuple(fc.constantFrom(...signatures), fc.constantFrom('alice', 'bob'), file);
}

function expectSame(directory: string, cases: readonly Case[], zone?: string): boolean[] {
  const theirs = acceptsEach(directory, message, cases, zone === undefined ? {} : { TZ: zone });
  const wrong = cases.filter((example, index) => judge(example, zone) !== theirs[index]);
  expect(
    wrong.map(({ allowed, signer, args }) => ({ allowed: allowed.toString(), signer, args })),
  ).toEqual([]);
  return theirs;
}

function judge(
  { armor, allowed, signer, args = [] }: Case,
  zone = process.env['TZ'] ?? 'UTC',
): boolean {
  const [, year, month, day, hour, minute, second] = (
    /=(....)(..)(..)(..)(..)(..)Z/.exec(args[1] ?? '') ?? []
  ).map(Number) as [number, number, number, number, number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const { signers } = parseAllowedSigners(Buffer.from(allowed), (at) => offsetOf(zone, at));
  return (
    createSignatureVerifier({ signers, signer })(armor as string, message, at).state === 'valid'
  );
}

/** As `Date.prototype.getTimezoneOffset`, in a zone that isn't that of this process. */
function offsetOf(zone: string, at: Date): number {
  const local = new Date(`${at.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`);
  return Math.round((at.getTime() - local.getTime()) / 60_000);
}
