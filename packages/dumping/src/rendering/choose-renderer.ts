import { isSkipped, type OpenSourceFile, type SectionEntry } from '@create-dump/core';
import { createSectionRenderer, type RenderSections } from '@create-dump/markdown-writer';
import { type CreateFinder, openGate, type ProjectSecrets } from '../secrets/project-secrets.js';
import type { RenderPool } from './create-render-pool.js';

export interface RendererOptions {
  readonly root: string;
  readonly openSource: OpenSourceFile;
  readonly binary: 'list' | 'embed';
  readonly secrets: ProjectSecrets | undefined;
  /** For what this thread renders. See `RunContext`. */
  readonly createFinder: CreateFinder | undefined;
  /** Undefined where only this thread can read the contents. */
  readonly pool: RenderPool | undefined;
}

/** Below this, starting a thread takes longer than rendering (docs/benchmarks.md). In bytes of contents. */
const inlineBytes = 64 * 2 ** 20;

/** A renderer that uses the pool's threads if there is enough work for them. */
export function chooseRenderer(options: RendererOptions): RenderSections {
  const { root, binary, secrets, pool } = options;
  const inline = createInlineRenderer(options);
  if (pool === undefined) return inline;
  const threaded = pool.createRenderer({ root, binary, ...(secrets && { secrets }) });
  return (entries, signal) => (isWorthThreads(entries) ? threaded : inline)(entries, signal);
}

/** The finder is made when there is something to render. */
function createInlineRenderer(options: RendererOptions): RenderSections {
  const { openSource, binary, secrets, createFinder } = options;
  if (secrets === undefined) return createSectionRenderer({ openSource, binary });
  let renderer: RenderSections | undefined;
  return async function* render(entries, signal) {
    renderer ??= createSectionRenderer({
      openSource,
      binary,
      secrets: await openGate(secrets, createFinder),
    });
    yield* renderer(entries, signal);
  };
}

/** Whether rendering takes longer than starting threads for it. */
export function isWorthThreads(entries: readonly SectionEntry[]): boolean {
  const bytes = entries.reduce((sum, entry) => sum + (isSkipped(entry) ? 0 : entry.size), 0);
  return bytes >= inlineBytes;
}
