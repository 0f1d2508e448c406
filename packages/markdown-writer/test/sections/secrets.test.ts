import { createHash } from 'node:crypto';
import {
  type DumpEvent,
  type DumpRecord,
  type FileRecord,
  isRedacted,
  maxRedactions,
  type RedactedRecord,
} from '@create-dump/core';
import { describe, expect, it } from 'vitest';
import type { SecretGate } from '../../src/index.js';
import { fakeFinder } from '../fake-finder.js';
import { dumpInMemory, memorySource, type MemoryTree } from '../memory-tree.js';

// Joined at run time: no scanner of secrets, our own one included, shall find it in this file.
const secret = ['SECRET', '12345678'].join('-');
const marker = '[REDACTED:fake]';

const redact: SecretGate = { finder: fakeFinder, mode: 'redact' };
const utf16le = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const storedIn = (dump: Buffer, { offset, length }: Pick<FileRecord, 'offset' | 'length'>) =>
  dump.subarray(offset, offset + length);
const secretsOf = (events: readonly DumpEvent[]) =>
  events.filter((event) => event.type === 'secret-found');

function onlyRedacted(records: readonly DumpRecord[]): RedactedRecord {
  const record = records[0];
  if (records.length !== 1 || record === undefined || !isRedacted(record)) {
    throw new Error('There is another record than one that is redacted.');
  }
  return record;
}

describe('a content with secrets, redacted', () => {
  const text = `user = "é"\nkey = ${secret}\r\nend`;
  const redactedText = text.replace(secret, marker);

  it.each([
    ['UTF-8', undefined, (content: string) => Buffer.from(content)],
    ['Latin-1', 'latin1', latin1],
    ['UTF-16LE', 'utf-16le', utf16le],
    ['UTF-16BE', 'utf-16be', utf16be],
  ] as const)('has a marker in place of each, in %s', async (_what, encoding, encode) => {
    const { bytes, records, events, result } = await dumpInMemory(
      { a: encode(text) },
      { secrets: redact },
    );
    const record = onlyRedacted(records);
    const shown = encode(redactedText);
    const place = encode(redactedText).indexOf(
      encode(marker).subarray(encoding?.startsWith('utf') ? 2 : 0),
    );
    const { offset, line, length } = record;
    expect(record).toStrictEqual({
      path: 'a',
      mode: '100644',
      shownSize: shown.length,
      shownSha256: sha256(shown),
      offset,
      length,
      line,
      lines: 3,
      ...(encoding && { encoding }),
      redacted: [
        { at: place, length: marker.length * (encoding?.startsWith('utf') ? 2 : 1), rule: 'fake' },
      ],
    });
    expect(storedIn(bytes, record).toString().replace('\uFEFF', '')).toBe(redactedText);
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.toString('utf8', 0, offset)).toMatch(/\*With secrets redacted:\*\n\n```\n$/);
    expect(bytes.includes('| Tool | test 1.0.0, format 2 |\n')).toBe(true);
    expect(result).toMatchObject({ files: 1, bytes: shown.length, redacted: ['a'] });
    expect(secretsOf(events)).toStrictEqual([
      { type: 'secret-found', path: 'a', rule: 'fake', line: 2, action: 'redacted' },
    ]);
  });

  it('has the fence that the redacted content needs', async () => {
    const key = `BEGIN KEY\n${'`'.repeat(30)}\nEND KEY`;
    const { bytes, records } = await dumpInMemory({ a: Buffer.from(key) }, { secrets: redact });
    const record = onlyRedacted(records);
    expect(storedIn(bytes, record).toString()).toBe('[REDACTED:key]\n\n');
    expect(bytes.toString('utf8', 0, record.offset)).toMatch(/\n```\n$/);
  });

  it('is a link, whose target is a secret', async () => {
    const entry = { path: 'a', mode: '120000' as const, size: secret.length };
    const { records } = await dumpInMemory(
      { b: Buffer.from('b') },
      {
        entries: [entry],
        secrets: redact,
        openSource: ({ path }) => memorySource(Buffer.from(path === 'a' ? secret : 'b')),
      },
    );
    expect(records[0]).toMatchObject({ mode: '120000', shownSize: marker.length });
  });

  it('changes nothing of other files, whose records are those of version 1', async () => {
    const tree = { a: Buffer.from('a\n'), b: latin1('ä'), c: Buffer.of(0, 1) };
    const [plain, gated] = [
      await dumpInMemory(tree),
      await dumpInMemory(tree, { secrets: redact }),
    ];
    expect(
      gated.bytes.toString('utf8').replaceAll(/format 2|"version":2|"sha256":"\w+"\}\n```\n$/g, ''),
    ).toBe(
      plain.bytes.toString('utf8').replaceAll(/format 1|"version":1|"sha256":"\w+"\}\n```\n$/g, ''),
    );
  });

  it('shows what is allowed, and tells it', async () => {
    const { bytes, records, events } = await dumpInMemory(
      { a: Buffer.from(`${secret} # allowed\n`) },
      { secrets: redact },
    );
    expect(records[0]).toMatchObject({ size: 26 });
    expect(bytes.includes(secret)).toBe(true);
    expect(secretsOf(events)).toMatchObject([{ action: 'allowed', line: 1 }]);
  });
});

/** Larger than what is read whole. */
const large = 5_000_000;

describe('a content with secrets that can’t be redacted', () => {
  const binary = Buffer.from(`\0${secret}\0`);
  const unfenceable = Buffer.from(`${'`'.repeat(300)}\n${'~'.repeat(300)}\n${secret}\n`);
  const many = Buffer.from(`${secret}\n`.repeat(maxRedactions + 1));
  const fill = (content: Buffer) => Buffer.concat([content, Buffer.alloc(large, '.\n')]);

  it.each<[string, Buffer, 'list' | 'embed']>([
    ['an embedded binary', binary, 'embed'],
    ['a listed binary', binary, 'list'],
    ['one that no fence can hold', unfenceable, 'list'],
    ['one with more than 1,000', many, 'list'],
    ['a large embedded binary', fill(binary), 'embed'],
    ['a large listed binary', fill(binary), 'list'],
    ['a large one that no fence can hold', fill(unfenceable), 'list'],
    ['a large one with more than 1,000', fill(many), 'list'],
  ])('isn’t shown, and has neither size nor digest: %s', async (_what, content, option) => {
    const { bytes, records, events } = await dumpInMemory(
      { a: content },
      { secrets: redact, binary: option },
    );
    expect(records).toStrictEqual([{ path: 'a', skipped: 'secret', detail: 'fake' }]);
    expect(bytes.includes('*Holds a secret (`fake`): not shown.*\n')).toBe(true);
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes(sha256(content))).toBe(false);
    expect(secretsOf(events)[0]).toMatchObject({ path: 'a', action: 'redacted' });
  });
});

describe('a large content with secrets', () => {
  /** Secrets at each distance from the end of a piece (1 MiB), and far from it. */
  function largeText(): string {
    const parts: string[] = [];
    for (let at = 0, piece = 1; at < large; piece++) {
      const before = piece * 1_048_629 - at - (piece % 3) * 7 - 3;
      parts.push('x\n'.repeat(before >> 1), before % 2 === 1 ? '\n' : '', secret, '\n');
      at += before + secret.length + 1;
    }
    return parts.join('');
  }
  const text = largeText();

  it.each([
    ['UTF-8', undefined, (content: string) => Buffer.from(content)],
    ['Latin-1', 'latin1', (content: string) => latin1(`é${content}`)],
    ['UTF-16LE', 'utf-16le', utf16le],
  ] as const)('is redacted at the ends of pieces, too, in %s', async (_what, encoding, encode) => {
    const { bytes, records, events } = await dumpInMemory({ a: encode(text) }, { secrets: redact });
    const record = onlyRedacted(records);
    const shown = encode(text.replaceAll(secret, marker));
    expect(record).toMatchObject({ shownSize: shown.length, shownSha256: sha256(shown) });
    expect(record.encoding).toBe(encoding);
    expect(record.unstable).toBeUndefined();
    const count = text.split(secret).length - 1;
    expect(record.redacted).toHaveLength(count);
    const needle = encode(marker).subarray(
      encoding === 'utf-16le' ? 2 : encoding === 'latin1' ? 1 : 0,
    );
    for (const { at, length } of record.redacted) {
      expect(shown.subarray(at, at + length).equals(needle)).toBe(true);
    }
    expect(bytes.includes(secret)).toBe(false);
    const lines = text.split('\n').flatMap((line, at) => (line.includes(secret) ? [at + 1] : []));
    expect(secretsOf(events).map((event) => event.line)).toStrictEqual(lines);
  });

  it('is as it is with warn, and told', async () => {
    const tree = { a: Buffer.from(text), b: Buffer.from(`${secret}\n`) };
    const plain = await dumpInMemory(tree);
    const warned = await dumpInMemory(tree, { secrets: { finder: fakeFinder, mode: 'warn' } });
    expect(warned.bytes.equals(plain.bytes)).toBe(true);
    const found = secretsOf(warned.events);
    expect(found).toHaveLength(text.split(secret).length);
    expect(found.at(-1)).toMatchObject({ path: 'b', line: 1, action: 'warned', rule: 'fake' });
    expect(secretsOf(plain.events)).toStrictEqual([]);
  });

  it('is redacted as it is at the second reading, where it has changed', async () => {
    let readings = 0;
    const first = Buffer.from(text.replaceAll(secret, 'x'.repeat(secret.length)));
    const second = Buffer.from(text);
    const source = memorySource(first, {
      read(target, position) {
        if (position === 0 && target.length > 2) readings++;
        const part = (readings < 2 ? first : second).subarray(position, position + target.length);
        target.set(part);
        return part.length;
      },
      unchanged: () => false,
    });
    const { bytes, records } = await dumpInMemory(
      { a: first },
      { secrets: redact, openSource: () => source },
    );
    const shown = Buffer.from(text.replaceAll(secret, marker));
    expect(onlyRedacted(records)).toMatchObject({ shownSha256: sha256(shown), unstable: true });
    expect(bytes.includes(secret)).toBe(false);
  });

  it('ends before a secret that a binary has at the second reading only', async () => {
    let readings = 0;
    const first = Buffer.alloc(large);
    const second = Buffer.from(first);
    second.write(secret, 3_000_000);
    const source = memorySource(first, {
      read(target, position) {
        // Those that judge UTF-8 and Latin-1, and that which searches, come before.
        if (position === 0 && target.length > 2) readings++;
        const part = (readings < 4 ? first : second).subarray(position, position + target.length);
        target.set(part);
        return part.length;
      },
    });
    const { bytes, records } = await dumpInMemory(
      { a: first },
      { secrets: redact, binary: 'embed', openSource: () => source },
    );
    const record = records[0] as FileRecord;
    expect(record).toMatchObject({ encoding: 'base64', unstable: true });
    expect(record.size).toBeLessThan(3_000_000);
    expect(record.size).toBeGreaterThan(2_000_000);
    const original = Buffer.from(storedIn(bytes, record).toString(), 'base64');
    expect(sha256(original)).toBe(record.sha256);
  });
});

describe('a dump that must not hold a secret', () => {
  it.each<[string, MemoryTree, 'list' | 'embed']>([
    ['a text', { a: Buffer.from(secret), b: utf16le(secret) }, 'list'],
    [
      'embedded binaries',
      {
        a: Buffer.from(`\0${secret}`),
        b: Buffer.concat([Buffer.from(`\0${secret}`), Buffer.alloc(large)]),
      },
      'embed',
    ],
  ])('is refused because of %s, and names all of it', async (_what, tree, binary) => {
    const secrets = { finder: fakeFinder, mode: 'fail' as const };
    await expect(dumpInMemory(tree, { secrets, binary })).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringMatching(/: a:1 \(fake\), b:1 \(fake\)/),
    });
  });

  it('may hold binaries that aren’t shown', async () => {
    const secrets = { finder: fakeFinder, mode: 'fail' as const };
    const { records } = await dumpInMemory({ a: Buffer.from(`\0${secret}`) }, { secrets });
    expect(records).toMatchObject([{ skipped: 'binary' }]);
  });
});
