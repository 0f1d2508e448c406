import { resolve } from 'node:path';
import {
  type AuditReport,
  describeSignature,
  judgeSnapshot,
  type SignatureReport,
  type Trust,
} from '@create-dump/snapshots';
import { CreateDumpError } from '@create-dump/core';

/** The signature of an item of the audit. */
export interface JudgedItem {
  readonly item: string;
  readonly signature: SignatureReport;
  /** Why it isn't valid, in a sentence. */
  readonly message: string | undefined;
}

/**
 * Judges the signatures of all snapshots and archives that an audit has found, whether or not it has read them. What can't be read is
 * left out: the audit names it.
 */
export async function judgeSignatures(
  { items }: Pick<AuditReport, 'items'>,
  options: {
    readonly directory: string;
    readonly trust: Trust;
    readonly spoolDirectory: string;
    readonly signal: AbortSignal;
  },
): Promise<readonly JudgedItem[]> {
  const judged: JudgedItem[] = [];
  for (const { item, state } of items) {
    if (state === 'missing' || state === 'interrupted') continue;
    options.signal.throwIfAborted();
    try {
      const signature = await judgeSnapshot(resolve(options.directory, item), options);
      judged.push({ item, signature, message: describeSignature(signature, item) });
    } catch (error) {
      if (!(error instanceof CreateDumpError)) throw error;
    }
  }
  return judged;
}
