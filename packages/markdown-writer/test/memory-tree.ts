import {
  comparePaths,
  createDumper,
  type DumpEvent,
  type Discover,
  type DumpOutput,
  type DumpRecord,
  type DumpResult,
  type OpenSource,
  type OpenSourceFile,
  parseManifestEnd,
  parseRecord,
  type SectionEntry,
} from '@create-dump/core';
import {
  createMarkdownFormat,
  createSectionRenderer,
  type MarkdownFormatOptions,
  type SectionRendererOptions,
} from '../src/index.js';

/** Contents by path: what the port would read from a disk. */
export type MemoryTree = Readonly<Record<string, Uint8Array>>;

function openInMemory(tree: MemoryTree): OpenSourceFile {
  return ({ path }) => memorySource(tree[path] ?? new Uint8Array());
}

export function memorySource(content: Uint8Array, overrides: Partial<OpenSource> = {}): OpenSource {
  return {
    size: content.length,
    read(target, position) {
      const part = content.subarray(position, position + target.length);
      target.set(part);
      return part.length;
    },
    unchanged: () => true,
    [Symbol.dispose]: () => {},
    ...overrides,
  };
}

export interface MemoryDump {
  readonly bytes: Buffer;
  readonly result: DumpResult;
  readonly records: readonly DumpRecord[];
  readonly events: readonly DumpEvent[];
}

/** A dump of `tree`, made by the real pipeline with everything around the format in memory. */
export async function dumpInMemory(
  tree: MemoryTree,
  {
    entries,
    ...options
  }: Partial<MarkdownFormatOptions & SectionRendererOptions> & {
    entries?: readonly SectionEntry[];
  } = {},
): Promise<MemoryDump> {
  const files = Object.entries(tree).map(([path, { length }]) => ({
    path,
    mode: '100644' as const,
    size: length,
  }));
  const all = [...files, ...(entries ?? [])].sort((a, b) => comparePaths(a.path, b.path));
  const discover: Discover = async () => ({
    name: 'tree',
    files: all.filter((entry) => !('skipped' in entry)) as typeof files,
    skipped: all.filter((entry) => 'skipped' in entry),
    ignored: 0,
  });
  const chunks: Uint8Array[] = [];
  const events: DumpEvent[] = [];
  const output: DumpOutput = {
    write: async (chunk) => void chunks.push(Uint8Array.from(chunk)),
    publish: async (sha256) => ({ path: null, checksumPath: null, sha256 }),
    [Symbol.asyncDispose]: async () => {},
  };
  const dump = createDumper({
    discover,
    format: createMarkdownFormat({
      renderSections: createSectionRenderer({ openSource: openInMemory(tree), ...options }),
      ...options,
    }),
    openOutput: async () => output,
    observe: (event) => events.push(event),
  });
  const version = options.secrets?.mode === 'redact' ? (2 as const) : (1 as const);
  const request = { generatedAt: new Date(0), tool: 'test 1.0.0', version, options: {} };
  const result = await dump(request, new AbortController().signal);
  const bytes = Buffer.concat(chunks);
  return { bytes, result, records: readRecords(bytes), events };
}

function readRecords(dump: Buffer): readonly DumpRecord[] {
  const lines = dump.toString('utf8').split('\n');
  const end = parseManifestEnd(lines.at(-3) ?? '');
  const manifest = dump.subarray(end.manifestOffset).toString('utf8').split('\n');
  return manifest.slice(1, -3).map(parseRecord);
}
