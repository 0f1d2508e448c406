import {
  type CollectorOptions,
  createChangesCollector,
  createCollector,
  createFileReader,
  createLister,
  createObjectReader,
  createRevisionCollector,
  type ExplainOptions,
  type Explanation,
  explainPaths,
  explainRevision,
  type StatPreload,
} from '@create-dump/collector';
import type { Discover, Discovery, Listing, OpenSourceFile } from '@create-dump/core';
import { createOwnOutputTest, isOwnBlob } from './own-output/create-own-output-test.js';

/** Which files a dump contains: the collector's options, and the revision to take the files from. */
export interface Selection extends Omit<
  CollectorOptions,
  'isOwnOutput' | 'globPrefix' | 'onHide' | 'onChosen' | 'statPreload'
> {
  /** Take files and contents from this revision in git's object store instead of the directory. */
  readonly revision?: string;
  /** Only files that changed since this revision. */
  readonly since?: string;
}

/** The ports that find a selection's files and read them. */
export interface Source {
  readonly discover: Discover;
  readonly openSource: OpenSourceFile;
}

export interface SelectionContext {
  readonly statPreload?: StatPreload | undefined;
  /** Whether the dump is being written to this file, which must not be in it. Takes a path relative to the root. */
  readonly isTarget?: ((path: string) => boolean) | undefined;
  /** Absolute path of the directory that the dump goes into. */
  readonly outputDirectory?: string | undefined;
  /** Receives the stats of the files of a directory. */
  readonly onChosen?: CollectorOptions['onChosen'] | undefined;
  readonly onRetry?: CollectorOptions['onRetry'] | undefined;
}

/** Binds a selection to its source: the directory, or git's object store. */
export function openSelection(selection: Selection, context: SelectionContext = {}): Source {
  const { since } = selection;
  const source = openAll(selection, context);
  if (since === undefined) return source;
  return {
    ...source,
    discover: createChangesCollector({
      ...(selection.revision === undefined
        ? withOwnOutput(selection, context.isTarget)
        : { ...selection, isOwnBlob }),
      since,
      discover: source.discover,
    }),
  };
}

/** Finds the files that a dump of the selection would contain, without reading their contents. */
export function discoverFiles(selection: Selection, signal: AbortSignal): Promise<Discovery> {
  return openSelection(selection).discover(signal);
}

/** Like {@link discoverFiles}, but returns only the paths of the files, which takes less time if they are in a directory. */
export function listFiles(selection: Selection, signal: AbortSignal): Promise<Listing> {
  return selection.revision === undefined && selection.since === undefined
    ? createLister(withOwnOutput(selection))(signal)
    : discoverFiles(selection, signal);
}

/**
 * Tells for each path, relative to the root or absolute, whether a dump would contain it, and why.
 *
 * @param warn Receives what discovery would return as `warnings`.
 */
export function explainSelection(
  selection: Selection,
  paths: readonly string[],
  { signal, warn = () => {} }: Pick<ExplainOptions, 'warn'> & { readonly signal: AbortSignal },
): Promise<readonly Explanation[]> {
  const { revision } = selection;
  return revision === undefined
    ? explainPaths({ ...withOwnOutput(selection), warn }, paths, signal)
    : explainRevision({ ...selection, revision, isOwnBlob, warn }, paths, signal);
}

function openAll(
  given: Selection,
  { statPreload, isTarget, outputDirectory, onChosen, onRetry }: SelectionContext,
): Source {
  const { root, revision } = given;
  const selection =
    outputDirectory?.startsWith(`${root}/`) === true
      ? { ...given, outputDirectory: outputDirectory.slice(root.length + 1) }
      : given;
  if (revision === undefined) {
    return {
      discover: createCollector({
        ...withOwnOutput(selection, isTarget),
        ...(statPreload && { statPreload }),
        ...(onChosen && { onChosen }),
        ...(onRetry && { onRetry }),
      }),
      openSource: createFileReader({ root }),
    };
  }
  return {
    discover: createRevisionCollector({ ...selection, revision, isOwnBlob }),
    openSource: createObjectReader({ root }),
  };
}

function withOwnOutput(
  selection: Selection,
  isTarget?: (path: string) => boolean,
): CollectorOptions {
  const isOwn = createOwnOutputTest(selection.root);
  const isOwnOutput =
    isTarget === undefined ? isOwn : (path: string) => isOwn(path) || isTarget(path);
  return { ...selection, isOwnOutput };
}
