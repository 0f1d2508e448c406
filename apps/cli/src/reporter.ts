import { displayPath, type DumpEvent, type SkippedFile, skipReasons } from '@create-dump/core';
import type { World } from './world.js';

export interface ReporterOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** How many warnings of one run are shown, unless it is verbose. */
const shownWarnings = 10;

/** Tells a person, on standard error, what needs attention while a run goes on. */
export function createReporter(
  { quiet, verbose }: ReporterOptions,
  { stderr }: Pick<World, 'stderr'>,
) {
  let warnings = 0;
  const say = (message: string) => {
    if (!quiet) stderr.write(`create-dump: ${message}\n`);
  };
  const warn = (message: string) => {
    warnings++;
    if (verbose || warnings <= shownWarnings) say(`warning: ${message}`);
  };
  return {
    observe: (event: DumpEvent): void => {
      if (event.type === 'warned') warn(event.message);
      else if (event.type === 'file-unstable')
        warn(`${displayPath(event.path)} changed while it was read`);
      else if (event.type === 'file-skipped') {
        if (skipReasons[event.file.skipped].fault) warn(skippedSentence(event.file));
        else if (verbose) say(`not shown: ${skippedSentence(event.file)}`);
      }
    },
    /** To be called at the end of a run. */
    finish(): void {
      const hidden = verbose ? 0 : warnings - shownWarnings;
      if (hidden > 0) say(`and ${hidden} more warnings (--verbose shows all)`);
    },
  };
}

function skippedSentence({ path, skipped, detail }: SkippedFile): string {
  return `${displayPath(path)}: ${skipped}${detail === undefined ? '' : ` (${displayPath(detail)})`}`;
}
