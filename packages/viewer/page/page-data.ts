import { findLines } from '../src/searching/find-lines.js';
import { digestOf } from './content-bytes.js';
import {
  findManifest,
  fromBase64,
  type Manifest,
  type PageRecord,
  parseManifest,
} from './read-dump.js';

export interface Hit {
  readonly record: number;
  readonly line: number;
  readonly text: string;
}

interface SearchOptions {
  readonly ignoreCase: boolean;
  readonly signal: AbortSignal;
  readonly onHits: (hits: readonly Hit[]) => void;
}

/** Where the page takes the dump from: itself, or the server on loopback. */
export interface PageData extends Manifest {
  /** The content of a record as it stands in the dump. */
  readonly content: (record: PageRecord) => Promise<Uint8Array<ArrayBuffer>>;
  readonly search: (text: string, options: SearchOptions) => Promise<void>;
  /** Whether the bytes before the manifest's last line have the digest in it. Undefined: the page doesn't have them all. */
  readonly proveWhole?: () => Promise<'proved' | 'differs' | 'unchecked'>;
}

/** Longest part of a found line that is shown. */
const longestText = 400;

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Unpacks the dump in the page. */
export async function openEmbedded(text: string, size: number): Promise<PageData> {
  const dump = await inflate(fromBase64(text), size);
  const { from, endLine, to } = findManifest(dump);
  const manifest = await parseManifest(dump.subarray(from, to), pause);
  const stored = ({ offset = 0, length = 0 }: PageRecord) => dump.subarray(offset, offset + length);
  return {
    ...manifest,
    content: (record) => Promise.resolve(stored(record)),
    search: (query, options) => searchAll(manifest.records, stored, { query, ...options }),
    async proveWhole() {
      const digest = await digestOf(dump.subarray(0, endLine));
      if (digest === undefined) return 'unchecked';
      return digest === manifest.end.sha256 ? 'proved' : 'differs';
    },
  };
}

async function inflate(packed: Uint8Array<ArrayBuffer>, size: number) {
  const dump = new Uint8Array(size);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  let filled = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (filled + next.value.length > size)
      throw new Error('The dump in this page is longer than it says.');
    dump.set(next.value, filled);
    filled += next.value.length;
  }
  if (filled < size) throw new Error('The dump in this page is shorter than it says.');
  return dump;
}

async function searchAll(
  records: readonly PageRecord[],
  stored: (record: PageRecord) => Uint8Array,
  { query, ignoreCase, signal, onHits }: SearchOptions & { query: string },
): Promise<void> {
  const decoder = new TextDecoder();
  let started = performance.now();
  for (const record of records) {
    if (record.length === undefined || record.encoding === 'base64') continue;
    const content = stored(record);
    const hits: Hit[] = [];
    for (const { line, at, end } of findLines(content, query, ignoreCase)) {
      const text = decoder.decode(content.subarray(at, Math.min(end, at + longestText)));
      hits.push({ record: record.number, line, text });
    }
    if (hits.length > 0) onHits(hits);
    if (performance.now() - started < 12) continue;
    await pause();
    if (signal.aborted) return;
    started = performance.now();
  }
}

/** Asks the server that the page comes from. */
export async function openServed(): Promise<PageData> {
  const ask = async (path: string, signal?: AbortSignal) => {
    const response = await fetch(path, signal === undefined ? {} : { signal });
    if (!response.ok)
      throw new Error(`The server answered ${response.status}. Is it still running?`);
    return response;
  };
  const bytes = new Uint8Array(await (await ask('manifest')).arrayBuffer());
  const manifest = await parseManifest(bytes, pause);
  return {
    ...manifest,
    content: async ({ number }) =>
      new Uint8Array(await (await ask(`content/${number}`)).arrayBuffer()),
    async search(query, { ignoreCase, signal, onHits }) {
      const asked = new URLSearchParams({ text: query, case: ignoreCase ? 'ignore' : 'exact' });
      const response = await ask(`search?${asked.toString()}`, signal);
      const lines = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (let next = await lines?.read(); next?.done === false; next = await lines?.read()) {
        const parts = (rest + next.value).split('\n');
        rest = parts.pop() ?? '';
        if (parts.length > 0) onHits(parts.map((part) => JSON.parse(part) as Hit));
      }
    },
  };
}
