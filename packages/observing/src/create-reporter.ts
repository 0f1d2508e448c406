import { displayPath, type SecretFinding, type SkippedFile, skipReasons } from '@create-dump/core';
import type { OutputOptions } from './output-options.js';
import { describeError } from './describe-error.js';
import type { Observer, RunEvent } from './observer.js';
import { redactCredentials } from './redact-credentials.js';

/** The number of warnings shown without `--verbose`. */
const shownWarnings = 10;

/** Reports warnings, problems and the final error to a person, in sentences. */
export function createReporter(
  { quiet, verbose }: Pick<OutputOptions, 'quiet' | 'verbose'>,
  write: (text: string) => void,
): Observer {
  let warnings = 0;
  const say = (message: string) => write(`create-dump: ${redactCredentials(message)}\n`);
  const warn = (message: string) => {
    warnings++;
    if (!quiet && (verbose || warnings <= shownWarnings)) say(`warning: ${message}`);
  };
  return {
    observe(told) {
      const event = 'event' in told ? told.event : told;
      if (event.type === 'problem-found') say(event.message);
      else if (event.type === 'warned') warn(inProject(told, event.message));
      else if (event.type === 'file-unstable')
        warn(inProject(told, `${displayPath(event.path)} changed while it was read`));
      else if (event.type === 'secret-found') {
        const sentence = inProject(told, secretSentence(event));
        if (event.action === 'warned' || event.action === 'refused') warn(sentence);
        else if (verbose && !quiet) say(sentence);
      } else if (event.type === 'hook-output') {
        if (!quiet) say(`${event.hook}: ${event.text}`);
      } else if (event.type === 'retried') {
        if (verbose && !quiet) say(inProject(told, `tried again: ${event.why}`));
      } else if (event.type === 'file-skipped') {
        if (skipReasons[event.file.skipped].fault)
          warn(inProject(told, skippedSentence(event.file)));
        else if (verbose && !quiet) {
          const word = skipReasons[event.file.skipped].section ? 'not shown' : 'left out';
          say(inProject(told, `${word}: ${skippedSentence(event.file)}`));
        }
      }
    },
    settle() {
      const hidden = verbose ? 0 : warnings - shownWarnings;
      if (hidden > 0 && !quiet) say(`and ${hidden} more warnings (--verbose shows all)`);
    },
    finish({ error }) {
      if (error !== undefined) say(describeError(error).message);
    },
  };
}

/** A sentence about a project of a batch names the project. */
export function inProject(event: RunEvent, sentence: string): string {
  return event.type === 'project-event'
    ? `${displayPath(event.project.directory)}: ${sentence}`
    : sentence;
}

/** Names the place and the rule, and nothing of the secret. */
export function secretSentence({ path, line, rule, action }: SecretFinding): string {
  const what = { warned: 'found', refused: 'found', redacted: 'redacted', allowed: 'allowed' };
  return `${displayPath(path)}:${line}: a secret was ${what[action]} (${displayPath(rule)})`;
}

function skippedSentence({ path, skipped, detail }: SkippedFile): string {
  return `${displayPath(path)}: ${skipped}${detail === undefined ? '' : ` (${displayPath(detail)})`}`;
}
