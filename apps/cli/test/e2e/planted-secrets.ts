import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A secret, the content that it is in, and what must not be found: parts of a secret that has several lines. */
export interface Planted {
  readonly path: string;
  readonly content: Buffer;
  readonly needles: readonly string[];
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}

// Made at run time: literals would trip push protection, and our own gate.
const newToken = () => `${['gh', 'p'].join('')}_${randomText(36)}`;

function newKey(): { readonly text: string; readonly lines: readonly string[] } {
  const lines = Array.from({ length: 12 }, () => randomText(64));
  const label = ['RSA', 'PRIVATE', 'KEY'].join(' ');
  return {
    text: `-----BEGIN ${label}-----\r\n${lines.join('\r\n')}\r\n-----END ${label}-----`,
    lines,
  };
}

/** Secrets in every form in which a dump can show a content. */
export function plantSecrets(): readonly Planted[] {
  const of = (path: string, encode: (token: string) => Buffer): Planted => {
    const token = newToken();
    return { path, content: encode(token), needles: [token] };
  };
  const key = newKey();
  const password = `Xy9${randomText(13)}q7`;
  const filler = Buffer.alloc(3_000_000, '................\n');
  return [
    of('.env', (token) => Buffer.from(`A=1\nTOKEN=${token}\nB=2\n`)),
    of('two', (token) => Buffer.from(`${token} and once more "${token}"`)),
    of('latin1', (token) => Buffer.from(`caf\u00e9 = '${token}'\r\n`, 'latin1')),
    of('utf16le', (token) => Buffer.from(`\uFEFFtoken\r\n${token}\r\n`, 'utf16le')),
    of('utf16be', (token) => Buffer.from(`\uFEFF${token}`, 'utf16le').swap16()),
    of('binary', (token) => Buffer.from(`\0\x01${token}\0`)),
    of('unfenceable', (token) => Buffer.from(`${'`'.repeat(300)}\n${'~'.repeat(300)}\n${token}\n`)),
    of('large', (token) => Buffer.concat([filler, Buffer.from(`${token}\n`), filler])),
    of('large-binary', (token) => Buffer.concat([filler, Buffer.from(`\0${token}\0`), filler])),
    of('link', (token) => Buffer.from(token)),
    { path: 'id_rsa', content: Buffer.from(`key:\r\n${key.text}\r\n`), needles: key.lines },
    {
      path: 'url',
      content: Buffer.from(`db = postgres://app:${password}@db.internal/app\n`),
      needles: [password],
    },
    {
      path: 'own',
      content: Buffer.from(`acme_secret = ${(password + password).toLowerCase().slice(0, 24)}\n`),
      needles: [(password + password).toLowerCase().slice(0, 24)],
    },
  ];
}

/** A rule for the content `own`. */
export const ownRules = `
[[rules]]
id = "acme"
description = "A secret of ACME"
regex = '''acme_secret = ([a-z0-9]{24})'''
secretGroup = 1
keywords = ["acme_secret"]
`;

export function writePlanted(root: string, planted: readonly Planted[]): void {
  for (const { path, content } of planted) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (path === 'link') symlinkSync(content, join(root, path));
    else writeFileSync(join(root, path), content);
  }
}

/** What would betray a secret: itself in the usual encodings, and the digests of it and of its file. */
export function formsOf({ content, needles }: Planted): readonly Buffer[] {
  return [...needles.flatMap(encodingsOf), ...[content, ...needles].flatMap(digestsOf)].map(
    (form) => Buffer.from(form),
  );
}

function encodingsOf(secret: string): readonly (string | Buffer)[] {
  const utf16 = Buffer.from(secret, 'utf16le');
  const hex = Buffer.from(secret).toString('hex');
  return [
    secret,
    utf16,
    Buffer.from(utf16).swap16(),
    hex,
    hex.toUpperCase(),
    Array.from(Buffer.from(secret), (byte) => `%${byte.toString(16)}`).join(''),
    ...base64Of(Buffer.from(secret)),
    ...base64Of(utf16),
    Buffer.from(Array.from(Buffer.from(secret)).toReversed()),
  ];
}

/** The base64 that does not depend on what is around, for each place in a group of three bytes. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text
      .replaceAll('=', '')
      .slice(before === 0 ? 0 : 4, -4)
      .slice(0, 40);
  });
}

function digestsOf(bytes: Buffer | string): readonly string[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) => {
    const digest = createHash(name).update(bytes).digest();
    return [digest.toString('hex'), digest.toString('base64')];
  });
}
