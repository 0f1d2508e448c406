/*
 * `create-dump diff`: opens both sides, each a dump or a directory (`open-side`), compares them with @create-dump/markdown-reader,
 * and prints a line for each difference or a patch (`patch-lines`).
 */
import { documentText, exitCodes, type Observers, writeLines } from '@create-dump/observing';
import type { StoreRequest } from '@create-dump/commands';
import { displayPath } from '@create-dump/core';
import { diffDumps, type DiffPair, type DumpDiff } from '@create-dump/markdown-reader';
import { resolveDumps } from '../../inputs/resolve-dump.js';
import type { SelectorScope } from '../selector-arguments.js';
import type { World } from '../../process/world.js';
import { openSide } from './open-side.js';
import { patchLines } from './patch-lines.js';

export interface DiffRequest {
  readonly before: string;
  readonly after: string;
  readonly scope: SelectorScope;
  readonly store: StoreRequest;
  readonly stat: boolean;
  readonly patch: boolean;
  readonly exitCode: boolean;
  readonly json: boolean;
}

/** Compares two dumps or directories; returns the exit code. */
export async function runDiff(
  request: DiffRequest,
  world: World,
  { observe }: Pick<Observers, 'observe'>,
): Promise<number> {
  const access = { request: request.store, observe };
  const sides = [request.before, request.after];
  const [from = '', to = ''] = await resolveDumps(sides, request.scope, world, access);
  using before = await openSide(from, world, access);
  using after = await openSide(to, world, access);
  const diff = diffDumps(before.entries, after.entries);
  if (request.json) {
    await writeLines(world.stdout, [documentText('diff', diff)]);
  } else if (request.stat) {
    await writeLines(world.stdout, [statLine(diff)]);
  } else if (request.patch) {
    await writeLines(world.stdout, patchLines(diff, before, after));
  } else {
    await writeLines(world.stdout, nameLines(diff));
  }
  const differs = Object.values(diff).some((list: readonly unknown[]) => list.length > 0);
  return differs && request.exitCode ? exitCodes.failed : exitCodes.done;
}

function statLine({ added, removed, changed, renamed, modeChanged, unknown }: DumpDiff): string {
  const counts = { added, removed, changed, renamed, 'mode changed': modeChanged, unknown };
  const parts = Object.entries(counts).map(([what, list]) => `${list.length} ${what}`);
  return `${parts.join(', ')}\n`;
}

/** One line for each difference, with git's status letters; `?` if unknown. */
function* nameLines({
  added,
  removed,
  changed,
  renamed,
  modeChanged,
  unknown,
}: DumpDiff): Generator<string> {
  for (const { path } of added) yield `A ${displayPath(path)}\n`;
  for (const { path } of removed) yield `D ${displayPath(path)}\n`;
  for (const pair of changed) yield `M ${displayPath(pair.after.path)}\n`;
  for (const { before, after } of renamed)
    yield `R ${displayPath(before.path)} -> ${displayPath(after.path)}\n`;
  for (const pair of modeChanged) yield `T ${displayPath(pair.after.path)} (${modes(pair)})\n`;
  for (const { after } of unknown) yield `? ${displayPath(after.path)}\n`;
}

function modes({ before, after }: DiffPair): string {
  return `${before.mode ?? '100644'} -> ${after.mode ?? '100644'}`;
}
