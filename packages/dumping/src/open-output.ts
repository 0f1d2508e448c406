import { basename } from 'node:path';
import {
  CreateDumpError,
  dateToStamp,
  type Observe,
  type OpenDumpOutput,
  type RecordAct,
  type SignBytes,
  toDumpPrefix,
} from '@create-dump/core';
import { createRunId, type RunIdOptions } from '@create-dump/files';
import {
  createDumpPublisher,
  createFileOutput,
  createGzipOutput,
  createStoreOutput,
  createStreamOutput,
} from '@create-dump/publisher';
import { mayReplace } from './own-output/may-replace.js';
import type { Destination, ProjectDump } from './project-dump.js';
import { holdOutput } from './secrets/hold-output.js';

export interface OutputContext {
  readonly process: RunIdOptions;
  readonly generatedAt: Date;
  readonly observe: Observe;
  readonly signal: AbortSignal;
  readonly record: RecordAct | undefined;
  readonly sign: SignBytes | undefined;
}

/** Binds a publisher to the destination of a project. */
export function openOutput(project: ProjectDump, context: OutputContext): OpenDumpOutput {
  const { destination, compress = false } = project;
  if (destination.kind === 'stream') return openStream(destination, project, context);
  const output = openFiles(destination, project, context);
  return compress ? createGzipOutput(output) : output;
}

function openStream(
  { stream, spoolDirectory }: Extract<Destination, { readonly kind: 'stream' }>,
  { compress = false, secrets }: ProjectDump,
  { process, observe }: OutputContext,
): OpenDumpOutput {
  const toStream = createStreamOutput(stream);
  const output = compress ? createGzipOutput(toStream) : toStream;
  if (secrets?.mode !== 'fail') return output;
  if (spoolDirectory === undefined) throw noSpoolDirectory();
  const warn = (message: string) => observe({ type: 'warned', message });
  return holdOutput(output, { directory: spoolDirectory, runId: createRunId(process), warn });
}

/** A dump with a checksum file: in a directory or a store under a name of its own, or at exactly one path. */
function openFiles(
  destination: Exclude<Destination, { readonly kind: 'stream' }>,
  { selection, mode, compress = false }: ProjectDump,
  { process, generatedAt, observe, signal, record, sign }: OutputContext,
): OpenDumpOutput {
  const options = {
    runId: createRunId(process),
    warn: (message: string) => observe({ type: 'warned', message }),
    onRetry: (why: string) => observe({ type: 'retried', what: 'write', why }),
    ...(mode !== undefined && { mode }),
    ...(record && { record }),
    ...(sign && { sign }),
  };
  if (destination.kind === 'file') {
    const { path, replace } = destination;
    const replacing = replace === true && { mayReplace };
    return createFileOutput({ ...options, path, createDirectory: true, ...replacing });
  }
  const naming = {
    prefix: destination.prefix ?? toDumpPrefix(basename(selection.root)),
    stamp: dateToStamp(generatedAt),
    extension: compress ? 'md.gz' : 'md',
  };
  if (destination.kind === 'store') {
    const { store, spoolDirectory } = destination;
    return createStoreOutput({ ...options, ...naming, store, spoolDirectory, signal });
  }
  const { directory, mustExist } = destination;
  return createDumpPublisher({
    ...options,
    ...naming,
    directory,
    createDirectory: mustExist !== true,
  });
}

function noSpoolDirectory(): CreateDumpError {
  const message = 'A dump to a stream that secrets may refuse needs a spoolDirectory to wait in.';
  return new CreateDumpError('USAGE', message);
}
