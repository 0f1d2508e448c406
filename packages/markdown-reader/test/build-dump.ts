import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { decodePath, displayPath, encodePath } from '@create-dump/core';

/** A file for {@link buildDump}: a path in core's form, and its manifest fields. */
export interface TestFile {
  readonly path: string;
  readonly content?: Uint8Array | string;
  readonly mode?: string;
  readonly encoding?: string;
  readonly skipped?: string;
  readonly unstable?: true;
  /** In place of secrets; `content` is the redacted one. Makes the dump one of version 2. */
  readonly redacted?: readonly object[];
}

/** A manifest line, valid or not. */
export interface Line {
  readonly path?: string;
  readonly pathBase64?: string;
  readonly mode?: string;
  readonly sha256?: string;
  readonly [key: string]: unknown;
}

/**
 * A dump of `files`, written from docs/format.md alone, independently of the writer. `padding` bytes precede the first file.
 * `isOld`: as development versions wrote it.
 */
export function buildDump(files: readonly TestFile[], padding = 0, isOld = false): Buffer {
  const sorted = files.toSorted((a, b) => Buffer.compare(encodePath(a.path), encodePath(b.path)));
  const parts: Buffer[] = [
    Buffer.from(
      `# Code dump: \`test\`\n\n|${isOld ? ' | ' : ' Fact | Value '}|\n|---|---|\n| Files | ${files.length} |\n\n`,
    ),
    Buffer.alloc(padding, '-'),
  ];
  const records: Line[] = [];
  let offset = (parts[0]?.length ?? 0) + padding;
  let line = 1 + countEnds(parts[0] ?? Buffer.alloc(0));
  const add = (bytes: Buffer) => {
    parts.push(bytes);
    offset += bytes.length;
    line += countEnds(bytes);
  };
  for (const file of sorted) {
    const heading = `## ${codeSpan(file.path)}\n`;
    const anchor = '<a id="x"></a>\n';
    add(Buffer.from(isOld ? `${heading}${anchor}\n` : `${anchor}\n${heading}\n`));
    if (file.skipped !== undefined) {
      add(Buffer.from('_Not shown._\n\n'));
      records.push({ ...pathKeys(file.path), skipped: file.skipped });
      continue;
    }
    const { stored, fence, ...facts } = store(file);
    add(Buffer.from(`${fence}\n`));
    records.push({
      ...pathKeys(file.path),
      ...facts,
      offset,
      length: stored.length,
      line,
      lines: countLines(stored),
    });
    add(stored);
    const closing = stored.length > 0 && stored.at(-1) !== 10 ? `\n${fence}\n\n` : `${fence}\n\n`;
    add(Buffer.from(closing));
  }
  return forgeDump(Buffer.concat(parts), records);
}

/** A dump with any body and records, valid or not, and matching counts and digests. */
export function forgeDump(body: Uint8Array, records: readonly Line[], changes: Line = {}): Buffer {
  const header = {
    format: 'create-dump',
    version: records.some(needsVersion2) ? 2 : 1,
    name: 'test',
    generated: '2026-11-22T07:19:00Z',
    tool: 'test 1',
    options: {},
  };
  const before = Buffer.concat([body, Buffer.from('## Manifest\n\n```jsonl\n')]);
  const lines = [header, ...records].map((line) => `${toJson(line)}\n`).join('');
  const covered = Buffer.concat([before, Buffer.from(lines)]);
  const files = records.filter((record) => record['skipped'] === undefined);
  const end = {
    end: true,
    files: files.length,
    skipped: records.length - files.length,
    bytes: files.reduce((sum, { size, shownSize }) => sum + Number(size ?? shownSize), 0),
    treeSha256: treeDigest(records),
    manifestOffset: before.length,
    sha256: sha256(covered),
    ...changes,
  };
  return Buffer.concat([covered, Buffer.from(`${toJson(end)}\n\`\`\`\n`)]);
}

function needsVersion2({ redacted, skipped }: Line): boolean {
  return redacted !== undefined || skipped === 'secret';
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Converts what the test kit's `readTree` returns, in which bytes are latin1. */
export function filesOfTree(tree: ReadonlyMap<string, string>): TestFile[] {
  return [...tree].map(([path, entry]) => ({
    path: decodePath(Buffer.from(path, 'latin1')),
    mode: entry.slice(0, 6),
    content: Buffer.from(entry.slice(7), 'latin1'),
  }));
}

function store({ content = '', mode = '100644', encoding, unstable, redacted }: TestFile) {
  const original = Buffer.from(content);
  const chosen = encoding ?? chooseEncoding(original);
  const stored = encode(original, chosen);
  return {
    ...(mode === '100644' ? {} : { mode }),
    ...(redacted === undefined
      ? { size: original.length, sha256: sha256(original) }
      : { shownSize: original.length, shownSha256: sha256(original), redacted }),
    ...(chosen === 'plain' ? {} : { encoding: chosen }),
    ...(unstable ? { unstable } : {}),
    stored,
    fence: fenceFor(stored) ?? '```',
  };
}

function chooseEncoding(bytes: Buffer): string {
  const isFenceable = (encoding: string) => fenceFor(encode(bytes, encoding)) !== undefined;
  if (isUtf8(bytes) && !bytes.includes(0)) return isFenceable('plain') ? 'plain' : 'base64';
  const bom = bytes.toString('hex', 0, 2);
  if (bom === 'fffe' && bytes.length % 2 === 0 && bytes.toString('utf16le').isWellFormed()) {
    return isFenceable('utf-16le') ? 'utf-16le' : 'base64';
  }
  return !bytes.includes(0) && isFenceable('latin1') ? 'latin1' : 'base64';
}

function encode(bytes: Buffer, encoding: string): Buffer {
  if (encoding === 'latin1') return Buffer.from(bytes.toString('latin1'));
  if (encoding === 'utf-16le') return Buffer.from(bytes.toString('utf16le'));
  if (encoding === 'utf-16be') return Buffer.from(Buffer.from(bytes).swap16().toString('utf16le'));
  if (encoding === 'base64') {
    return Buffer.from(
      (bytes.toString('base64').match(/.{1,76}/g) ?? []).map((line) => `${line}\n`).join(''),
    );
  }
  return bytes;
}

function fenceFor(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1');
  for (const char of ['`', '~']) {
    const runs = text.match(new RegExp(`${char}+`, 'g')) ?? [];
    const length = Math.max(3, ...runs.map((run) => run.length + 1));
    if (length <= 254) return char.repeat(length);
  }
  return undefined;
}

function codeSpan(path: string): string {
  const shown = displayPath(path);
  const ticks = '`'.repeat(1 + Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length)));
  const isBlank = shown.trim() === '';
  const pad = !isBlank && /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}

function pathKeys(path: string): Line {
  return path.isWellFormed()
    ? { path }
    : { pathBase64: Buffer.from(encodePath(path)).toString('base64') };
}

function countLines(bytes: Buffer): number {
  const ends = countEnds(bytes);
  return bytes.length === 0 || bytes.at(-1) === 10 ? ends : ends + 1;
}

function countEnds(bytes: Buffer): number {
  let ends = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) ends++;
  return ends;
}

function treeDigest(records: readonly Line[]): string {
  const hash = createHash('sha256');
  for (const { path, pathBase64, mode, sha256: plain, shownSha256 } of records) {
    const digest = shownSha256 === undefined ? plain : `redacted ${shownSha256 as string}`;
    if (digest === undefined) continue;
    const bytes =
      pathBase64 === undefined ? Buffer.from(path ?? '') : Buffer.from(pathBase64, 'base64');
    hash
      .update(`${mode ?? '100644'} ${digest} `)
      .update(bytes)
      .update('\0');
  }
  return hash.digest('hex');
}

function toJson(line: Line): string {
  return JSON.stringify(line).replaceAll('`', '\\u0060');
}
