import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { createRunId, describeSystemError, errorCode } from '@create-dump/files';
import { createEventStream } from './create-event-stream.js';
import type { ObservingContext } from './observed-run.js';
import type { Observer } from './observer.js';

/**
 * Opens the stream of events that `--events` or `--events-file` asks for.
 * @throws {CreateDumpError} `DESTINATION_INVALID` if the file can't be opened.
 */
export async function openEvents(
  context: ObservingContext,
): Promise<(Observer & { readonly isOnStandardError: boolean }) | undefined> {
  const { command, output, process, write, world } = context;
  const { events, eventsFile } = output;
  if (events === undefined && eventsFile === undefined) return undefined;
  const { version, now } = world;
  const target =
    eventsFile === undefined
      ? { write, close: () => {}, loss: () => undefined }
      : openEventsFile(resolve(world.cwd, eventsFile), eventsFile);

  const stream = createEventStream({
    runId: createRunId(process),
    command,
    version,
    now,
    ...target,
  });
  return { ...stream, loss: target.loss, isOnStandardError: eventsFile === undefined };
}

// Without blocking: a FIFO that nobody reads is an error at once, and a slow reader isn't waited for.
const appending =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/** Writes each line synchronously, so that it survives a crash of the process. */
function openEventsFile(path: string, given: string) {
  const file = open(path, given);
  let reason: string | undefined;
  // A full disk, or a reader that went away or is slow, must not fail the run.
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      reason ??= describeSystemError(error);
    }
  };
  return {
    write: (text: string) => attempt(() => writeSync(file, text)),
    close: () => attempt(() => closeSync(file)),
    loss: () => reason && `Events in --events-file ${displayPath(given)} were lost: ${reason}.`,
  };
}

function open(path: string, given: string): number {
  try {
    return openSync(path, appending, 0o600);
  } catch (cause) {
    const isUnread = errorCode(cause) === 'ENXIO';
    const reason = isUnread ? 'nobody reads from it' : describeSystemError(cause);
    throw new CreateDumpError(
      'DESTINATION_INVALID',
      `--events-file ${displayPath(given)} can't be written: ${reason}.`,
      { cause },
    );
  }
}
