import { basename } from 'node:path';
import type { StatPreload } from '@create-dump/collector';
import {
  createDumper,
  dateToStamp,
  type Discover,
  type Discovery,
  type DumpResult,
  type Observe,
  type OpenDumpOutput,
  toDumpPrefix,
} from '@create-dump/core';
import { createMarkdownFormat, excludeBinaries } from '@create-dump/markdown-writer';
import { createRunId, type RunIdOptions } from '@create-dump/files';
import {
  createDumpPublisher,
  createFileOutput,
  createGzipOutput,
  createStreamOutput,
} from '@create-dump/publisher';
import type { ProjectDump } from './project-dump.js';
import { recordedOptions } from './recorded-options.js';
import { chooseRenderer, isWorthThreads } from './rendering/choose-renderer.js';
import type { RenderPool } from './rendering/create-render-pool.js';
import { openSelection, type Source } from './selection.js';

/** What the program gives to every run: identity, time, observers. */
export interface RunContext {
  readonly process: RunIdOptions;
  /** Name and version of the program. */
  readonly tool: string;
  readonly generatedAt: Date;
  readonly observe: Observe;
  readonly signal: AbortSignal;
  /** Renders large projects. Default: this thread does. */
  readonly renderPool?: RenderPool;
  /** Is told how large the contents are, in bytes, once the files are found; the dump goes on when it resolves. */
  readonly admit?: (bytes: number) => Promise<void>;
}

/**
 * Dumps one project: binds collector, Markdown writer and publisher to the pipeline.
 * Rejects with a `CreateDumpError`, or with the signal's reason; nothing is left behind then.
 */
export function dumpProject(project: ProjectDump, context: RunContext): Promise<DumpResult> {
  const { selection, contents, binary, name, strict } = project;
  const pool = selection.revision === undefined ? context.renderPool : undefined;
  const { discover, openSource } = openProject(project, pool?.statPreload);
  const dump = createDumper({
    discover: withThreads(withAdmission(discover, context), pool),
    format: createMarkdownFormat({
      renderSections: chooseRenderer({
        root: selection.root,
        openSource,
        binary: binary === 'embed' ? 'embed' : 'list',
        pool,
      }),
      contents,
    }),
    openOutput: openOutput(project, context),
    observe: context.observe,
  });
  const request = {
    generatedAt: context.generatedAt,
    tool: context.tool,
    options: recordedOptions(project),
    strict,
    ...(name !== undefined && { name }),
  };
  return dump(request, context.signal);
}

function withAdmission(discover: Discover, { admit }: RunContext): Discover {
  if (admit === undefined) return discover;
  return async (signal) => {
    const discovery = await discover(signal);
    await admit(discovery.files.reduce((sum, { size }) => sum + size, 0));
    return discovery;
  };
}

/** The threads start while the contents are listed. */
function withThreads(discover: Discover, pool: RenderPool | undefined): Discover {
  if (pool === undefined) return discover;
  return async (signal) => {
    const discovery = await discover(signal);
    if (isWorthThreads(discovery.files)) pool.prepare();
    return discovery;
  };
}

/** What {@link dumpProject} would dump; nothing is written. */
export function discoverProject(project: ProjectDump, signal: AbortSignal): Promise<Discovery> {
  return openProject(project).discover(signal);
}

function openProject({ selection, binary }: ProjectDump, statPreload?: StatPreload): Source {
  const source = openSelection(selection, statPreload);
  if (binary !== 'skip') return source;
  return { ...source, discover: excludeBinaries(source.discover, source.openSource) };
}

function openOutput(
  { selection, destination, compress }: ProjectDump,
  context: RunContext,
): OpenDumpOutput {
  const { observe } = context;
  const runId = createRunId(context.process);
  const warn = (message: string) => observe({ type: 'warned', message });
  if (destination.kind === 'stream') {
    const toStream = createStreamOutput(destination.stream);
    return compress ? createGzipOutput(toStream) : toStream;
  }
  const toFile =
    destination.kind === 'file'
      ? createFileOutput({ path: destination.path, runId, warn, createDirectory: true })
      : createDumpPublisher({
          directory: destination.directory,
          prefix: destination.prefix ?? toDumpPrefix(basename(selection.root)),
          stamp: dateToStamp(context.generatedAt),
          extension: compress ? 'md.gz' : 'md',
          createDirectory: true,
          runId,
          warn,
        });
  return compress ? createGzipOutput(toFile) : toFile;
}
