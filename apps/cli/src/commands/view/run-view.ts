/*
 * `create-dump view`: `view-command` reads the arguments; `runView` (here) verifies the dump, and writes its page or serves it with
 * @create-dump/viewer. The path or the address goes to standard output.
 */
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usage } from '@create-dump/command-line';
import { CreateDumpError, displayPath, formatByteSize } from '@create-dump/core';
import type { ByteSource } from '@create-dump/markdown-reader';
import { documentText, exitCodes, type Observers, writeAll } from '@create-dump/observing';
import { createPageWriter, createViewServer, pageAssets } from '@create-dump/viewer';
import { openDumpSource } from '../../inputs/open-dump-source.js';
import { resolveDump } from '../../inputs/resolve-dump.js';
import type { World } from '../../process/world.js';
import type { SelectorScope } from '../selector-arguments.js';
import { requireSound } from './require-sound.js';
import { writePageFile } from './write-page-file.js';

export interface ViewRequest {
  readonly dump: string;
  readonly scope: SelectorScope;
  /** As given; undefined: beside the dump. */
  readonly output: string | undefined;
  /** Undefined: a page is written. */
  readonly port: number | undefined;
  /** Bytes. */
  readonly embedLimit: number;
  readonly expect: string | undefined;
  readonly workers: (world: Pick<World, 'processors'>) => number;
  readonly json: boolean;
}

/** Shows a dump; returns the exit code. Serving ends with the signal that stops the run. */
export async function runView(
  request: ViewRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const named = await resolveDump(request.dump, request.scope, world);
  if (statSync(resolve(world.cwd, named), { throwIfNoEntry: false })?.isDirectory() === true) {
    throw usage(
      `${displayPath(named)} is a directory, and view shows one dump. Choose a snapshot: create-dump view latest --dir ${displayPath(named)}`,
    );
  }
  using source = await openDumpSource(named, world);
  const { port } = request;
  // Before reading all of it.
  if (port === undefined && source.size > request.embedLimit) throw tooLarge(source, request);
  const { treeSha256 } = await requireSound(source, { ...request, named }, { world, observers });
  const facts = { dump: named, treeSha256 };
  if (port !== undefined) return await serve(source, { ...request, port, facts }, world);
  const write = createPageWriter({ page: pageAssets, embedLimit: request.embedLimit });
  if (request.output === '-') {
    await write(source, (bytes) => writeAll(world.stdout, bytes), world.signal);
    return exitCodes.done;
  }
  const path = resolve(world.cwd, request.output ?? pageBeside(named));
  const { bytes } = await writePageFile(path, (put) => write(source, put, world.signal), {
    world,
    observe: observers.observe,
  });
  const text = request.json
    ? documentText('view', { page: path, bytes, ...facts })
    : `${displayPath(path)}\n`;
  world.stdout.write(text);
  return exitCodes.done;
}

interface Serving extends Pick<ViewRequest, 'json'> {
  readonly port: number;
  readonly facts: object;
}

async function serve(source: ByteSource, { port, json, facts }: Serving, world: World) {
  const token = randomBytes(18).toString('base64url');
  const { signal } = world;
  const { url, closed } = await createViewServer({ page: pageAssets, port, token })(source, signal);
  world.stdout.write(json ? documentText('view', { url, ...facts }) : `${url}\n`);
  await closed;
  signal.throwIfAborted();
  return exitCodes.done;
}

function pageBeside(named: string): string {
  if (named === '-')
    throw usage('A dump from standard input has no name. Use --output FILE or --serve.');
  return `${named.replace(/\.(?:md|md\.gz|zip|tar\.gz)$/u, '')}.html`;
}

function tooLarge({ name, size }: ByteSource, { embedLimit }: ViewRequest): CreateDumpError {
  const message = `${displayPath(name)} has ${formatByteSize(size)}, and a page holds up to ${formatByteSize(embedLimit)}. Use --serve, or allow more with --embed-limit.`;
  return new CreateDumpError('VIEW_TOO_LARGE', message);
}
