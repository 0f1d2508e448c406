import type { OutputOptions } from './output-options.js';
import { createPaint, hasColors, type Paint } from './paint.js';
import type { ObservedProcess } from './observed-process.js';
import type { MessageOutput } from './create-message-output.js';

/** Standard error, as long as a person reads it. */
export interface Notes {
  /** Whether a summary is wanted: on a terminal or with `--verbose`, unless `--quiet`. */
  readonly areWanted: boolean;
  readonly paint: Paint;
  readonly write: (text: string) => void;
}

export interface NotesOptions {
  /** If false, standard error carries a log or events, and no notes are written. */
  readonly isForPerson: boolean;
  readonly output: OutputOptions;
  readonly messages: MessageOutput;
  readonly world: Pick<ObservedProcess, 'stderr' | 'env'>;
}

export function createNotes({ isForPerson, output, messages, world }: NotesOptions): Notes {
  const { stderr } = world;
  return {
    areWanted: isForPerson && !output.quiet && (output.verbose || stderr.isTTY === true),
    paint: createPaint(hasColors(output, stderr, world)),
    write(text) {
      if (isForPerson) messages.write(text);
    },
  };
}
