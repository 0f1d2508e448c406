import { createHash } from 'node:crypto';
import type {
  Discovery,
  DumpFormat,
  DumpOutput,
  DumpRecord,
  SectionEntry,
  SourceFile,
} from '../src/index.js';
import { createRecordPacker, isSkipped } from '../src/index.js';

/** An output in memory, and what was done to it. */
export function createMemoryOutput() {
  const chunks: Buffer[] = [];
  const state = { opened: 0, published: undefined as string | undefined, disposed: 0 };
  const output: DumpOutput = {
    async write(chunk) {
      // Copied at once: a chunk is valid until the next one only.
      chunks.push(Buffer.from(chunk));
    },
    async publish(sha256) {
      state.published = sha256;
      return { path: '/dumps/x.md', checksumPath: '/dumps/x.sha256', sha256 };
    },
    async [Symbol.asyncDispose]() {
      state.disposed++;
    },
  };
  return {
    state,
    bytes: () => Buffer.concat(chunks),
    open: async () => {
      state.opened++;
      return output;
    },
  };
}

/** The least that is a format: one line for each entry and for each content. Files named `gone` have vanished. */
export function createPlainFormat(contents: Readonly<Record<string, string>>): DumpFormat {
  return {
    extension: 'txt',
    *front(facts, entries) {
      yield Buffer.from(`# ${facts.name}\n`);
      yield Buffer.from(`${entries.length} entries\n`);
    },
    async *sections(entries) {
      const packer = createRecordPacker();
      for (const entry of entries) {
        const content = contents[entry.path] ?? '';
        const heading = `> ${entry.path}\n`;
        const record = toRecord(entry, content, Buffer.byteLength(heading), 1);
        packer.add(record, isSkipped(entry) ? undefined : entry);
        yield {
          bytes: Buffer.from(`${heading}${content}\n`),
          lineFeeds: 1 + content.split('\n').length,
          records: packer.take(),
          release: () => {},
        };
      }
    },
    beforeManifest: Buffer.from('manifest:\n'),
    afterManifest: Buffer.from('end.\n'),
  };
}

export function discoveryOf(paths: readonly string[], more: Partial<Discovery> = {}): Discovery {
  const files = paths.map((path): SourceFile => ({ path, mode: '100644', size: 3 }));
  return { name: 'tree', files, skipped: [], ignored: 0, ...more };
}

function toRecord(entry: SectionEntry, content: string, offset: number, line: number): DumpRecord {
  if (isSkipped(entry)) return entry;
  if (entry.path === 'gone') return { path: 'gone', skipped: 'vanished', detail: 'ENOENT' };
  const size = Buffer.byteLength(content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const lines = content.split('\n').length;
  return { path: entry.path, mode: entry.mode, size, sha256, offset, length: size, line, lines };
}
