import {
  type ContentRecord,
  CreateDumpError,
  displayPath,
  type DumpRecord,
  isRedacted,
  isSkipped,
  shownContent,
} from '@create-dump/core';
import type { StoredPiece } from '@create-dump/markdown-reader';
import { eachManifest, placeOf, type UnreadManifests } from './each-manifest.js';
import type { KeptProblem, KeptSnapshot } from './kept-snapshot.js';
import { onceEach } from './once-each.js';
import { type ContentCost, openContents } from './open-contents.js';
import type { HistoryContext } from './open-manifest.js';
import { type ContentPlace, planSearch, type SearchPlan, type SearchStep } from './plan-search.js';

/** A content that was searched. */
export interface FoundContent {
  /** Of the content as the dump holds it. */
  readonly sha256: string;
  /** Secrets are redacted in it. */
  readonly redacted?: true;
  /** Where it is: the newest place first. */
  readonly places: readonly ContentPlace[];
}

/** What a search did. */
export interface SearchReport extends UnreadManifests {
  readonly snapshots: number;
  /** Contents that were searched, and their size in bytes as the dumps show them. */
  readonly contents: number;
  readonly bytes: number;
  /** Snapshots whose contents were read, and how many of them had to be unpacked; the bytes that came of it. */
  readonly opened: number;
  readonly unpacked: number;
  readonly unpackedBytes: number;
  /** Contents that no dump holds, such as binary files. */
  readonly notHeld: number;
}

/** Searches one content, piece by piece. */
export interface ContentSearch<T> {
  take(piece: StoredPiece): void;
  /** To be called after the last piece. */
  finish(): T;
}

export interface SearchOptions<T> {
  /** Which paths to search. */
  readonly wants: (path: string) => boolean;
  /** Begins the search of a content. */
  readonly searchIn: (record: ContentRecord) => ContentSearch<T>;
  /** Receives what was found in each content once its digest is proven. The newest snapshots come first. */
  readonly onContent: (found: T, content: FoundContent) => Promise<void>;
}

/**
 * Searches the contents of snapshots. Each content is searched once, in the newest snapshot that holds it; where that is damaged, in an
 * older one.
 * @param snapshots The newest first, as `listSnapshots` returns them.
 * @throws {CreateDumpError} `WRITE_FAILED`; rejects with the signal's reason.
 */
export async function searchSnapshots<T>(
  snapshots: readonly KeptSnapshot[],
  options: SearchOptions<T>,
  context: HistoryContext,
): Promise<SearchReport> {
  const plan = await planSearch(snapshots, options.wants, context);
  const work: Work<T> = {
    ...options,
    context,
    plan,
    cost: { opened: 0, unpacked: 0, unpackedBytes: 0 },
    found: { contents: 0, bytes: 0 },
    searched: new Set(),
    damaged: new Set(),
    problems: [...plan.problems],
  };
  const { observe } = context;
  observe?.({ type: 'phase-started', phase: 'search', files: plan.steps.length });
  for (const step of plan.steps) {
    await trySearch(step, work);
    observe?.({ type: 'progressed', files: 1, bytes: 0 });
  }
  observe?.({ type: 'phase-finished', phase: 'search' });
  if (work.damaged.size > 0) await searchElsewhere(snapshots, work);
  const { problems, cost, found } = work;
  const { notHeld, unread } = plan;
  return { snapshots: snapshots.length, ...found, ...cost, notHeld, unread, problems };
}

interface Work<T> extends SearchOptions<T> {
  readonly context: HistoryContext;
  readonly plan: SearchPlan;
  readonly cost: ContentCost;
  readonly found: { contents: number; bytes: number };
  /** Digests of the contents that were proven while they were searched. */
  readonly searched: Set<string>;
  readonly damaged: Set<KeptSnapshot>;
  readonly problems: KeptProblem[];
}

async function trySearch<T>(step: SearchStep, work: Work<T>): Promise<void> {
  const { context, damaged, problems } = work;
  const fail = (message: string) => {
    damaged.add(step.snapshot);
    problems.push({ path: placeOf(step.snapshot), message });
  };
  try {
    await search(step, work, fail);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof CreateDumpError) || error.code === 'WRITE_FAILED') throw error;
    fail(error.message);
  }
}

async function search<T>(
  { snapshot, records }: SearchStep,
  { searchIn, onContent, context, plan, cost, found, searched }: Work<T>,
  fail: (message: string) => void,
): Promise<void> {
  let content: ContentSearch<T> | undefined;
  for await (const piece of openContents(snapshot, records, { context, cost })) {
    const { record, isLast, problem } = piece;
    const current = (content ??= searchIn(record));
    current.take(piece);
    if (!isLast) continue;
    content = undefined;
    if (problem !== undefined) {
      const place = displayPath(placeOf(snapshot));
      fail(
        `${place} is damaged: the content of "${displayPath(record.path)}" is wrong, ${problem}.`,
      );
      continue;
    }
    const { sha256 } = shownContent(record);
    searched.add(sha256);
    found.contents++;
    found.bytes += record.length;
    const redacted = isRedacted(record) && { redacted: true as const };
    const places = plan.places.get(sha256) ?? [];
    await onContent(current.finish(), { sha256, ...redacted, places });
  }
}

/** Searches what damaged snapshots couldn't give in others that hold it. */
async function searchElsewhere<T>(
  snapshots: readonly KeptSnapshot[],
  work: Work<T>,
): Promise<void> {
  const { plan, searched, damaged, context } = work;
  const isMissed = (sha256: string) => plan.places.has(sha256) && !searched.has(sha256);
  const missed = (record: DumpRecord): record is ContentRecord =>
    !isSkipped(record) && isMissed(shownContent(record).sha256);
  for (const snapshot of snapshots) {
    if (damaged.has(snapshot)) continue;
    if (![...plan.places.keys()].some(isMissed)) return;
    const steps: SearchStep[] = [];
    const take = (records: readonly DumpRecord[]) => {
      const held = records.filter(missed);
      if (held.length > 0) steps.push({ snapshot, records: onceEach(held) });
    };
    await eachManifest([snapshot], { wants: missed, take }, context);
    for (const step of steps) await trySearch(step, work);
  }
}
