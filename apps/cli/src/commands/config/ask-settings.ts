import { createInterface } from 'node:readline';
import { CreateDumpError } from '@create-dump/core';
import type { World } from '../../process/world.js';
import { usualExcludes } from './usual-excludes.js';
import { proposedAnswers, type SettingsAnswers } from './settings-template.js';

/**
 * Asks the user one question after another, on standard error; an empty answer accepts the proposal.
 *
 * @param isInGit Ignore files of git are to be expected, so usual excludes aren't offered.
 * @throws {CreateDumpError} `READ_FAILED` if the input ends before the last answer.
 */
export async function askSettings(
  { stdin, stderr, signal }: Pick<World, 'stdin' | 'stderr' | 'signal'>,
  isInGit: boolean,
): Promise<SettingsAnswers> {
  // Not in terminal mode: the system edits the line, and Ctrl-C stays a signal.
  const lines = createInterface({ input: stdin, terminal: false, signal });
  const answers = lines[Symbol.asyncIterator]();
  try {
    return await askAll(async (question, proposed) => {
      stderr.write(`${question} [${proposed}] `);
      const answer = await answers.next();
      signal.throwIfAborted();
      if (answer.done === true)
        throw new CreateDumpError('READ_FAILED', 'Nothing was written: the input ended.');
      return answer.value.trim() || proposed;
    }, isInGit);
  } finally {
    lines.close();
  }
}

type Ask = (question: string, proposed: string) => Promise<string>;

async function askAll(ask: Ask, isInGit: boolean): Promise<SettingsAnswers> {
  const { dest, keepLast } = proposedAnswers;
  const chosen = await ask('Directory for dumps?', dest);
  const exclude = await ask('Files to exclude? Globs, separated by commas:', 'nothing');
  const usual = isInGit ? {} : { excludeUsual: await askUsual(ask) };
  return {
    dest: chosen,
    ...usual,
    exclude: exclude === 'nothing' ? [] : toGlobs(exclude),
    keepLast: await askCount(ask, keepLast),
  };
}

async function askUsual(ask: Ask): Promise<boolean> {
  const some = usualExcludes.filter((name) => examples.has(name)).join(', ');
  for (;;) {
    const text = await ask(`Exclude the usual directories of tools (${some} …)? yes or no`, 'no');
    if (/^(?:y|yes|n|no)$/i.test(text)) return /^y/i.test(text);
  }
}

const examples = new Set(['node_modules', '.venv', '__pycache__', 'target', 'dist']);

async function askCount(ask: Ask, proposed: number): Promise<number> {
  for (;;) {
    const text = await ask('Archives of older dumps to keep? 0 archives nothing', String(proposed));
    if (/^\d{1,6}$/.test(text)) return Number(text);
  }
}

function toGlobs(text: string): readonly string[] {
  return text
    .split(',')
    .map((glob) => glob.trim())
    .filter((glob) => glob !== '');
}
