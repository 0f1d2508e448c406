import { lstat, lutimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { toFsPath } from '@create-dump/core';
import { isRunOver, judgeRun, silenceLimit } from '../runs/is-run-over.js';
import { parseRunId } from '../runs/run-id.js';
import { givesSigns, holderRun, readHolder } from './lock-holder.js';

/**
 * Renews the time of a lock's link until disposed. Counts from the time that the file system gave the link, so that the clock of this
 * host doesn't matter. Failures are ignored: one sign more or less decides nothing.
 * @param holder The content of the link; without the mark of a holder that gives signs, nothing is done.
 * @param interval In milliseconds.
 */
export async function startHeartbeat(
  link: string,
  holder: string | undefined,
  interval: number,
): Promise<Disposable> {
  if (holder === undefined || !givesSigns(holder)) return { [Symbol.dispose]() {} };
  const created = (await readTime(link)) ?? 0;
  const since = performance.now();
  const beat = async () => {
    // Another run may have replaced the link while this one was suspended.
    if ((await readHolder(link)) !== holder) return;
    const now = (created + performance.now() - since) / 1000;
    await lutimes(toFsPath(link), now, now);
  };
  const timer = setInterval(() => void beat().catch(() => {}), interval);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

export interface Judgement {
  /** Of the calling run. */
  readonly runId: string;
  /** When it asked for the lock, in milliseconds of `performance.now()`. */
  readonly begun: number;
  readonly beat: number;
  readonly signal: AbortSignal | undefined;
}

/** How many signs of life a holder must miss while it is watched. */
const missedBeats = 3;

/**
 * Whether the run that holds a lock has ended. One of another host that hasn't given a sign of life for 10 minutes is watched for
 * some beats: its clock may be wrong, or a file server may have stood still.
 */
export async function isHolderOver(
  link: string,
  holder: string,
  { runId, begun, beat, signal }: Judgement,
): Promise<boolean> {
  if (!givesSigns(holder)) return isRunOver(holderRun(holder), runId);
  const owner = parseRunId(holderRun(holder));
  const self = parseRunId(runId);
  const lastWrite = await readTime(link);
  if (owner === undefined || self === undefined || lastWrite === undefined) return false;
  const verdict = judgeRun({ owner, self, lastWrite });
  if (verdict !== 'unknown') return verdict === 'over';
  const now = self.startedAt + performance.now() - begun;
  if (now - lastWrite <= silenceLimit) return false;
  await sleep(missedBeats * beat, undefined, { signal }).catch(() => signal?.throwIfAborted());
  return (await readTime(link)) === lastWrite && (await readHolder(link)) === holder;
}

/** In milliseconds since 1970; undefined if there is no such link. */
async function readTime(link: string): Promise<number | undefined> {
  try {
    return (await lstat(toFsPath(link))).mtimeMs;
  } catch {
    return undefined;
  }
}
