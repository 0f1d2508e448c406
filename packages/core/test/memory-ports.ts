import type {
  Discovery,
  DumpFormat,
  DumpOutput,
  RenderedRecord,
  SectionEntry,
  SkippedFile,
  SourceFile,
} from '../src/index.js';
import { isSkipped } from '../src/index.js';

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
      for (const entry of entries) {
        const content = contents[entry.path] ?? '';
        const heading = `> ${entry.path}\n`;
        yield {
          bytes: Buffer.from(`${heading}${content}\n`),
          lineFeeds: 1 + content.split('\n').length,
          records: [recordOf(entry, heading, content)],
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

const vanished: SkippedFile = { path: 'gone', skipped: 'vanished', detail: 'ENOENT' };

function recordOf(entry: SectionEntry, heading: string, content: string): RenderedRecord {
  if (isSkipped(entry)) return entry;
  if (entry.path === 'gone') return vanished;
  const { path, mode } = entry;
  const length = Buffer.byteLength(content);
  const lines = content.split('\n').length;
  return { path, mode, size: length, offset: Buffer.byteLength(heading), length, line: 1, lines };
}
