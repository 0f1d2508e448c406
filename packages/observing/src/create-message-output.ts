import type { Writable } from 'node:stream';
import { describeSystemError } from '@create-dump/files';

/** Standard error. What a run says never costs what it makes: writing neither fails nor waits. */
export interface MessageOutput {
  readonly write: (text: string) => void;
  /** Why messages were lost, as a sentence; undefined if none was. */
  readonly loss: () => string | undefined;
}

/** Bytes that wait for a reader. Beyond, messages are dropped: a stopped reader must not exhaust the memory. */
const mostPending = 16 * 2 ** 20;

export function createMessageOutput(stderr: Writable): MessageOutput {
  let reason: string | undefined;
  stderr.on('error', (error) => (reason ??= describeSystemError(error)));
  return {
    write(text) {
      if (stderr.writableLength > mostPending) reason ??= 'its reader has stopped';
      else stderr.write(text);
    },
    loss: () => reason && `Messages on standard error were lost: ${reason}.`,
  };
}
