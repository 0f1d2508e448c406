import {
  type CollectorOptions,
  createChangesCollector,
  createCollector,
  createFileReader,
  createObjectReader,
  createRevisionCollector,
  type Explanation,
  explainPaths,
  type StatPreload,
} from '@create-dump/collector';
import type { Discover, Discovery, OpenSourceFile } from '@create-dump/core';
import { createOwnOutputTest } from './own-output/create-own-output-test.js';

/** Which files a dump holds: the collector's options, and where the files are looked for. */
export interface Selection extends Omit<CollectorOptions, 'isOwnOutput' | 'statPreload'> {
  /** Take files and contents of this revision from git's object store, not from the directory. */
  readonly revision?: string;
  /** Only what changed since this revision. */
  readonly since?: string;
}

/** The two ports that a selection is made of. */
export interface Source {
  readonly discover: Discover;
  readonly openSource: OpenSourceFile;
}

/** Binds a selection to where its files are. */
export function openSelection(selection: Selection, statPreload?: StatPreload): Source {
  const { since } = selection;
  const source = openAll(selection, statPreload);
  if (since === undefined) return source;
  return {
    ...source,
    discover: createChangesCollector({ ...selection, since, discover: source.discover }),
  };
}

/** What a dump of the selection would hold; nothing is read. */
export function discoverFiles(selection: Selection, signal: AbortSignal): Promise<Discovery> {
  return openSelection(selection).discover(signal);
}

/** Says of each path, relative to the root or absolute, whether a dump would hold it, and why. */
export function explainSelection(
  selection: Selection,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly Explanation[]> {
  return explainPaths(withOwnOutput(selection), paths, signal);
}

function openAll(selection: Selection, statPreload: StatPreload | undefined): Source {
  const { root, revision } = selection;
  if (revision === undefined) {
    return {
      discover: createCollector({
        ...withOwnOutput(selection),
        ...(statPreload && { statPreload }),
      }),
      openSource: createFileReader({ root }),
    };
  }
  return {
    discover: createRevisionCollector({ ...selection, revision }),
    openSource: createObjectReader({ root }),
  };
}

function withOwnOutput(selection: Selection): CollectorOptions {
  return { ...selection, isOwnOutput: createOwnOutputTest(selection.root) };
}
