import { displayPath } from '@create-dump/core';
import { parseRunId } from '../runs/run-id.js';

/** The content of a lock: the id of the run that holds it, and its host name in plain text. */
export function formatHolder(runId: string, hostname: string | undefined): string {
  return hostname === undefined ? runId : `${runId}@${hostname}`;
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
  const host = holder.slice(runId.length + 1);
  const since = `${new Date(owner.startedAt).toISOString().slice(0, 19)}Z`;
  return `: process ${owner.pid}${host === '' ? '' : ` on ${displayPath(host)}`}, since ${since}`;
}
