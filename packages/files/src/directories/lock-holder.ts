import { readlink } from 'node:fs/promises';
import { displayPath, toFsPath } from '@create-dump/core';
import { errorCode } from '../errors/error-code.js';
import { parseRunId } from '../runs/run-id.js';

/**
 * The content of a lock: the id of the run that holds it, and its host name in plain text.
 * @param beats Whether the time of the link is renewed. Earlier versions take the mark for a part of the host name.
 */
export function formatHolder(runId: string, hostname: string | undefined, beats: boolean): string {
  return hostname === undefined ? runId : `${runId}@${hostname}${beats ? mark : ''}`;
}

const mark = '+beats';

/** Whether the time of this holder's link is renewed while it is alive. */
export function givesSigns(holder: string): boolean {
  return holder.endsWith(mark);
}

/** Undefined if there is no link; empty if something other than a link has the name. */
export async function readHolder(link: string): Promise<string | undefined> {
  try {
    return await readlink(toFsPath(link), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    if (errorCode(error) === 'EINVAL') return '';
    throw error;
  }
}

/** The run id in a text from {@link formatHolder}. */
export function holderRun(holder: string): string {
  return holder.split('@', 1)[0] ?? '';
}

/** `: process 4711 on build-7, since 2026-11-22T07:19:00Z`; empty if the holder is unknown. */
export function describeHolder(holder: string | undefined): string {
  const runId = holderRun(holder ?? '');
  const owner = parseRunId(runId);
  if (holder === undefined || owner === undefined) return '';
  const host = holder.slice(runId.length + 1, givesSigns(holder) ? -mark.length : undefined);
  const since = `${new Date(owner.startedAt).toISOString().slice(0, 19)}Z`;
  return `: process ${owner.pid}${host === '' ? '' : ` on ${displayPath(host)}`}, since ${since}`;
}
