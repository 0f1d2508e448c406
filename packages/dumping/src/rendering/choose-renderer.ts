import { isSkipped, type OpenSourceFile, type SectionEntry } from '@create-dump/core';
import { createSectionRenderer, type RenderSections } from '@create-dump/markdown-writer';
import type { RenderPool } from './create-render-pool.js';

export interface RendererOptions {
  readonly root: string;
  readonly openSource: OpenSourceFile;
  readonly binary: 'list' | 'embed';
  /** Undefined where only this thread can read the contents. */
  readonly pool: RenderPool | undefined;
}

/** Below this, starting a thread takes longer than rendering (docs/benchmarks.md). In bytes of contents. */
const inlineBytes = 64 * 2 ** 20;

/** A renderer that uses the pool's threads if there is enough work for them. */
export function chooseRenderer({
  root,
  openSource,
  binary,
  pool,
}: RendererOptions): RenderSections {
  const inline = createSectionRenderer({ openSource, binary });
  if (pool === undefined) return inline;
  const threaded = pool.createRenderer({ root, binary });
  return (entries, signal) => (isWorthThreads(entries) ? threaded : inline)(entries, signal);
}

/** Whether rendering takes longer than starting threads for it. */
export function isWorthThreads(entries: readonly SectionEntry[]): boolean {
  const bytes = entries.reduce((sum, entry) => sum + (isSkipped(entry) ? 0 : entry.size), 0);
  return bytes >= inlineBytes;
}
