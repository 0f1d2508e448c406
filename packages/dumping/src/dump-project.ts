import type { FileStats } from '@create-dump/collector';
import {
  createDumper,
  type Discover,
  type Discovery,
  type DumpResult,
  type Observe,
  type RecordAct,
  type SignBytes,
} from '@create-dump/core';
import type { RunIdOptions } from '@create-dump/files';
import { createMarkdownFormat, excludeBinaries } from '@create-dump/markdown-writer';
import { limitDiscovery, limitRendering } from './enforce-limits.js';
import { createStreamTest } from './own-output/create-stream-test.js';
import { nameGroup } from './name-group.js';
import { openOutput } from './open-output.js';
import type { ProjectDump } from './project-dump.js';
import { recordUnchanged } from './record-unchanged.js';
import { recordedOptions } from './recorded-options.js';
import { chooseRenderer, isWorthThreads } from './rendering/choose-renderer.js';
import type { RenderPool } from './rendering/create-render-pool.js';
import type { CreateFinder } from './secrets/project-secrets.js';
import { openSelection, type SelectionContext, type Source } from './selection.js';
import { openKept } from './unchanged/open-kept.js';

/** What the calling program supplies to a run. */
export interface RunContext {
  readonly process: RunIdOptions;
  /** Name and version of the program. */
  readonly tool: string;
  /** The time in the dump and in its name. Default: `process.now`. */
  readonly generatedAt?: Date;
  /** Record nothing that depends on where the tree is. Default: false. */
  readonly isReproducible?: boolean;
  readonly observe?: Observe;
  readonly signal?: AbortSignal;
  /** Renders large trees in worker threads. Default: the calling thread renders. */
  readonly renderPool?: RenderPool;
  /** Makes the finder of secrets for what this thread renders. Default: that of `@create-dump/secrets`. */
  readonly createFinder?: CreateFinder;
  /** Records the publication in the destination's ledger. Default: nothing is recorded. */
  readonly record?: RecordAct;
  /** Signs the checksum file. A stream has none. Default: nothing is signed. */
  readonly sign?: SignBytes;
  /** Don't take a kept dump without a signature for unchanged, although this dump is signed later. Default: false. */
  readonly mustBeSigned?: boolean;
  /** Called once the files are found. The dump waits for it to resolve. */
  readonly admit?: (discovery: Discovery) => Promise<void>;
}

/**
 * Dumps one project: binds collector, Markdown writer and publisher to core's pipeline.
 * Rejects with a `CreateDumpError`, or with the signal's reason, and then leaves nothing behind.
 */
export async function dumpProject(project: ProjectDump, context: RunContext): Promise<DumpResult> {
  const { selection, contents, name, strict = false } = project;
  const { process, tool, generatedAt = process.now, observe = () => {}, record, sign } = context;
  const { signal = new AbortController().signal, admit, isReproducible = false } = context;
  const pool = selection.revision === undefined ? context.renderPool : undefined;
  const stats = new Map<string, FileStats>();
  const onChosen = (path: string, found: FileStats) => stats.set(path, found);
  const { discover, openSource } = openProject(project, {
    statPreload: pool?.statPreload,
    onRetry: (why) => observe({ type: 'retried', what: 'read', why }),
    ...(project.skipUnchanged && { onChosen }),
  });
  const binary = project.binary === 'embed' ? 'embed' : 'list';
  const { secrets } = project;
  const renderer = chooseRenderer({
    root: selection.root,
    openSource,
    binary,
    pool,
    secrets,
    createFinder: context.createFinder,
  });
  const renderSections = limitRendering(renderer, project.limits);
  const prepare = ({ files }: Discovery) => {
    if (pool !== undefined && isWorthThreads(files)) pool.prepare();
  };
  const keptDumps = await openKept(project, {
    stats,
    renderSections,
    process,
    onMiss: prepare,
    mustBeSigned: sign !== undefined || context.mustBeSigned === true,
  });
  const admitted = withAdmission(discover, admit);
  const dump = createDumper({
    discover: keptDumps === undefined ? withPreparation(admitted, prepare) : admitted,
    format: createMarkdownFormat({ renderSections, ...(contents !== undefined && { contents }) }),
    openOutput: openOutput(project, { process, generatedAt, observe, record, sign, signal }),
    observe,
    ...(keptDumps && { keptDumps }),
  });
  const request = {
    generatedAt,
    tool,
    options: recordedOptions(project),
    ...(secrets?.mode === 'redact' && { version: 2 as const }),
    strict,
    isReproducible,
    ...(name !== undefined && { name }),
  };
  const result = await dump(request, signal);
  await recordUnchanged(result, record);
  return result;
}

function withAdmission(discover: Discover, admit: RunContext['admit']): Discover {
  if (admit === undefined) return discover;
  return async (signal) => {
    const discovery = await discover(signal);
    await admit(discovery);
    return discovery;
  };
}

/** Lets the threads start while the table of contents is written. */
function withPreparation(discover: Discover, prepare: (discovery: Discovery) => void): Discover {
  return async (signal) => {
    const discovery = await discover(signal);
    prepare(discovery);
    return discovery;
  };
}

/** Finds the files that {@link dumpProject} would dump, and writes nothing. */
export function discoverProject(project: ProjectDump, signal: AbortSignal): Promise<Discovery> {
  return openProject(project).discover(signal);
}

function openProject(
  { selection, binary, group, destination, limits }: ProjectDump,
  context: Pick<SelectionContext, 'statPreload' | 'onChosen' | 'onRetry'> = {},
): Source {
  const isTarget = createTargetTest(selection.root, destination);
  const outputDirectory = destination.kind === 'directory' ? destination.directory : undefined;
  const found = openSelection(selection, { ...context, isTarget, outputDirectory });
  const source =
    group === undefined ? found : { ...found, discover: nameGroup(found.discover, group) };
  const chosen =
    binary === 'skip' ? excludeBinaries(source.discover, source.openSource) : source.discover;
  return { ...source, discover: limitDiscovery(chosen, limits) };
}

/** A test for the file that the dump replaces: even an empty one is no part of the tree. */
function createTargetTest(root: string, destination: ProjectDump['destination']) {
  if (destination.kind === 'stream') return createStreamTest(root, destination.stream);
  if (destination.kind !== 'file' || destination.replace !== true) return undefined;
  return (path: string) => `${root}/${path}` === destination.path;
}
