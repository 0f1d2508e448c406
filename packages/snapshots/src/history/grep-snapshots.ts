import { createContentSearch, type ContentHits } from './search-content.js';
import type { KeptSnapshot } from './kept-snapshot.js';
import type { LineMatcher } from './create-line-matcher.js';
import type { HistoryContext } from './open-manifest.js';
import { type FoundContent, type SearchReport, searchSnapshots } from './search-snapshots.js';

/** One content with matches. */
export interface GrepMatch extends ContentHits, FoundContent {}

export interface GrepOptions {
  readonly matcher: LineMatcher;
  /** Which paths to search. */
  readonly wants: (path: string) => boolean;
  /** Receives each content with matches once its digest is proven. The newest snapshots come first. */
  readonly onMatch: (match: GrepMatch) => Promise<void>;
}

/**
 * Searches the contents of snapshots for lines, as {@link searchSnapshots} does.
 * @param snapshots The newest first, as `listSnapshots` returns them.
 * @throws {CreateDumpError} `WRITE_FAILED`; rejects with the signal's reason.
 */
export function grepSnapshots(
  snapshots: readonly KeptSnapshot[],
  { matcher, wants, onMatch }: GrepOptions,
  context: HistoryContext,
): Promise<SearchReport> {
  return searchSnapshots(
    snapshots,
    {
      wants,
      searchIn: (record) => createContentSearch(record, matcher),
      onContent: async (hits: ContentHits, content) => {
        if (hits.matches) await onMatch({ ...hits, ...content });
      },
    },
    context,
  );
}
