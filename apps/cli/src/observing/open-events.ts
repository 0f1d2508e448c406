import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { createRunId } from '@create-dump/publisher';
import { createEventStream } from './create-event-stream.js';
import type { Observer } from './observer.js';
import type { ObservingContext } from './open-run-log.js';

/** The stream of events that `--events` or `--events-file` asks for. */
export async function openEvents(
  context: ObservingContext,
): Promise<(Observer & { readonly isOnStandardError: boolean }) | undefined> {
  const { command, output, process, write, world } = context;
  const { events, eventsFile } = output;
  if (events === undefined && eventsFile === undefined) return undefined;
  const { version, now } = world;
  const target =
    eventsFile === undefined
      ? { write, close: () => {} }
      : openEventsFile(resolve(world.cwd, eventsFile), eventsFile);
  const stream = createEventStream({
    runId: createRunId(process),
    command,
    version,
    now,
    ...target,
  });
  return { ...stream, isOnStandardError: eventsFile === undefined };
}

/** Written at once, line by line: what was told survives whatever becomes of the process. */
function openEventsFile(path: string, given: string) {
  const fail = (cause: unknown) =>
    new CreateDumpError(
      'DESTINATION_INVALID',
      `--events-file ${displayPath(given)} can't be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  let file: number;
  try {
    file = openSync(path, 'a', 0o600);
  } catch (cause) {
    throw fail(cause);
  }
  return {
    write(text: string) {
      try {
        writeSync(file, text);
      } catch {
        // A disk that is full, or a reader that went away, never costs the dump.
      }
    },
    close: () => closeSync(file),
  };
}
