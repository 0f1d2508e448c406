import { Buffer } from 'node:buffer';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSecretFinder,
  formatSecretBaseline,
  parseSecretBaseline,
  type SecretFinderOptions,
} from '../src/index.js';
import { createRandom, makeToken } from './make-token.js';

const finder = await createSecretFinder();
const find = (text: string, path = 'a.txt') => finder.find(Buffer.from(text), path);
const token = (seed = 1) => makeToken('ghp_[0-9A-Za-z]{36}', createRandom(seed));
const password = ['kX7', 'pQ2v', 'Lw9'].join('');
const url = `postgres://app:${password}@db.internal.net/app`;

describe('createSecretFinder', () => {
  it('tells place, rule, line and fingerprint', () => {
    const text = `first\nsecond ${token()}\n`;
    const [span] = find(text);
    expect(span).toEqual({
      start: 13,
      end: 13 + 40,
      rule: 'github-pat',
      line: 2,
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    expect(find(text)[0]?.fingerprint).toBe(span?.fingerprint);
    expect(find(`\n\n${token(2)}`)[0]?.fingerprint).not.toBe(span?.fingerprint);
  });

  it('finds nothing in random bytes and plain text', () => {
    for (let round = 0; round < 200; round++)
      expect(finder.find(randomBytes(10_000), 'a')).toEqual([]);
    expect(
      find(
        'const ghp_token = process.env.GITHUB_TOKEN; // ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      ),
    ).toEqual([]);
    expect(find('&hf_servingcellpriorityparametersdescription_h_prio')).toEqual([]);
    const md5 = createHash('md5').update('icon').digest('hex');
    expect(find(`/favicon.ico-${md5}.png`)).toEqual([]);
  });

  it('finds the same in pieces as in the whole, if the overlap is given again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 20_000, max: 40_000 }),
        (place, size) => {
          const text = Buffer.alloc(70_000, 'some text\n');
          text.write(` ${token()} `, place);
          const found = new Set<number>();
          for (let at = 0; at < text.length; at += size) {
            const from = Math.max(0, at - finder.overlap);
            for (const { start } of finder.find(text.subarray(from, at + size), 'a'))
              found.add(from + start);
          }
          expect([...found]).toEqual([place + 1]);
        },
      ),
    );
  });

  it('finds passwords in URLs, and the password alone', () => {
    const [span] = find(`x ${url} y`);
    expect(span).toMatchObject({ rule: 'url-password', start: 17, end: 17 + password.length });
    expect(span).not.toHaveProperty('fingerprint');
    const made = [
      'https://user:password@host.com',
      'https://user:${PASSWORD}@internal.net',
      'https://user:$PASSWORD@internal.net',
      'https://user:%s@internal.net',
      'redis://redis:redis@cache.internal.net',
      'https://user:xxxxxxxx@internal.net',
      `https://app:${password}@localhost:8080`,
      `https://app:${password}@www.example.com/`,
      'http://internal.net:8080/@scope/package',
      'git@internal.net:owner/name.git',
      'ftp://anonymous:someone@internal.net/',
    ];
    expect(made.filter((other) => find(other).length > 0)).toEqual([]);
  });

  it('finds tokens in URLs as what they are', () => {
    expect(find(`https://x-access-token:${token()}@github.com/a/b`)).toMatchObject([
      { rule: 'github-pat' },
    ]);
  });

  it('tells a secret that two rules find once', () => {
    expect(find(`${token()} ${token()}`)).toHaveLength(2);
    const routable = makeToken('glpat-[0-9A-Za-z_-]{27}.[0-9a-z]{9}', createRandom(3));
    expect(find(routable)).toMatchObject([{ rule: 'gitlab-pat', start: 0, end: routable.length }]);
  });
});

describe('private keys', () => {
  const pem = (bits: number) =>
    generateKeyPairSync('rsa', {
      modulusLength: bits,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
  const { privateKey, publicKey } = pem(2048);
  const armor = (label: string, body: string) =>
    `${'-'.repeat(5)}BEGIN ${label}${'-'.repeat(5)}\n${body}\n${'-'.repeat(5)}END ${label}${'-'.repeat(5)}`;
  const base64 = (bytes: number) =>
    (
      randomBytes(bytes)
        .toString('base64')
        .match(/.{1,64}/g) ?? []
    ).join('\n');

  it.each([
    ['of RSA', privateKey.trim()],
    [
      'longer than the overlap',
      armor('PGP PRIVATE KEY BLOCK', `Comment: x\n\n${base64(60_000)}\n=abcd`),
    ],
    [
      'encrypted',
      armor(
        'RSA PRIVATE KEY',
        `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${base64(600)}`,
      ),
    ],
    ['with CRLF', privateKey.trim().replaceAll('\n', '\r\n')],
    ['in JSON', privateKey.trim().replaceAll('\n', '\\n')],
    ['indented', privateKey.trim().replaceAll('\n', '\n    ')],
    ['as a literal', privateKey.trim().replaceAll('\n', '\\n" +\n  "')],
    ['short', armor('PRIVATE KEY', base64(48))],
  ])('are found whole: %s', (_, key) => {
    const text = `a = "${key}"\n`;
    expect(find(text)).toMatchObject([
      { rule: 'private-key', start: 5, end: 5 + key.length, line: 1 },
    ]);
  });

  it('are found without an end, as far as they go', () => {
    const cut = privateKey.slice(0, 800);
    expect(find(`${cut}\n\nSome words, and more of them.`)).toMatchObject([
      { start: 0, end: cut.trimEnd().length },
    ]);
  });

  it('are found without a beginning', () => {
    const rest = privateKey.slice(500).trim();
    expect(find(`(${rest}`)).toMatchObject([
      { rule: 'private-key', start: 1, end: 1 + rest.length },
    ]);
  });

  it('are found in PuTTY files', () => {
    const lines = base64(600);
    const file = `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 6\n${base64(270)}\nPrivate-Lines: 14\n${lines}\nPrivate-MAC: 00\n`;
    const start = file.indexOf('Private-Lines');
    expect(find(file)).toMatchObject([
      { rule: 'private-key', start, end: file.indexOf(lines) + lines.length },
    ]);
  });

  it('are none: public keys, certificates, code that writes or reads them', () => {
    const dashes = '-'.repeat(5);
    for (const text of [
      publicKey,
      armor('CERTIFICATE', base64(600)),
      `if (text.includes('${dashes}BEGIN PRIVATE KEY${dashes}')) return '${dashes}END PRIVATE KEY${dashes}';`,
      armor('PRIVATE KEY', '…your key here…'),
      armor('PRIVATE KEY', 'x'.repeat(64)),
    ]) {
      expect(find(text)).toEqual([]);
    }
  });
});

describe('allowed secrets', () => {
  const withOptions = async (options: SecretFinderOptions) => {
    const other = await createSecretFinder(options);
    return (text: string, path = 'a.txt') => other.find(Buffer.from(text), path);
  };

  it('are those with a mark in their first line', async () => {
    const text = `a: ${token()} # create-dump:allow-secret\nb: ${token(2)} // gitleaks:allow\nc: ${token(3)}\n`;
    expect(find(text).map(({ allowed }) => allowed)).toEqual(['inline', 'inline', undefined]);
    const strict = await withOptions({ inlineAllow: false });
    expect(strict(text).map(({ allowed }) => allowed)).toEqual([undefined, undefined, undefined]);
  });

  it('are those of the baseline: by fingerprint wherever they are, others by their number', async () => {
    const text = `${token()}\n${url}\n`;
    const findings = find(text).map(({ rule, fingerprint }) => ({
      rule,
      fingerprint,
      path: 'a.txt',
    }));
    const written = formatSecretBaseline(findings);
    expect(written).not.toContain(token().slice(4));
    expect(written).not.toContain(password);
    const known = await withOptions({ baseline: parseSecretBaseline(written, 'baseline') });
    expect(known(text).map(({ allowed }) => allowed)).toEqual(['baseline', 'baseline']);
    expect(known(text, 'b.txt').map(({ allowed }) => allowed)).toEqual(['baseline', undefined]);
    expect(known(`${token(2)}\n${url}\n${url}\n`).map(({ allowed }) => allowed)).toEqual([
      undefined,
      'baseline',
      undefined,
    ]);
  });

  it('are as many in pieces as in the whole, with a baseline that counts', async () => {
    const baseline = parseSecretBaseline(
      formatSecretBaseline(Array.from({ length: 3 }, () => ({ rule: 'url-password', path: 'a' }))),
      'baseline',
    );
    const counting = await createSecretFinder({ baseline });
    const text = Buffer.from(`${url}\n${'.'.repeat(100)}\n`.repeat(6));
    const whole = counting.find(text, 'a').map(({ allowed }) => allowed);
    expect(whole).toEqual([...Array(3).fill('baseline'), ...Array(3).fill(undefined)]);
    // The second piece has the 64 bytes before the cut again, the first one the 200 bytes behind it.
    for (let cut = 0; cut < text.length; cut += 7) {
      const first = counting.find(text.subarray(0, cut + 200), 'a');
      const before = first.filter(({ start }) => start < cut);
      const searched = Math.min(cut, 64);
      const counts = new Map([['url-password', before.length]]);
      const second = counting.find(text.subarray(cut - searched), 'a', { searched, counts });
      const behind = second.filter(({ start }) => start >= searched);
      expect([...before, ...behind].map(({ allowed }) => allowed)).toEqual(whole);
    }
  });
});
