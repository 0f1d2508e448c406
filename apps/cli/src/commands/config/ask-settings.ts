import { createInterface } from 'node:readline';
import { CreateDumpError } from '@create-dump/core';
import type { World } from '../../process/world.js';
import { proposedAnswers, type SettingsAnswers } from './settings-template.js';

/**
 * Asks the user one question after another, on standard error; an empty answer accepts the proposal.
 * @throws {CreateDumpError} `READ_FAILED` if the input ends before the last answer.
 */
export async function askSettings({
  stdin,
  stderr,
  signal,
}: Pick<World, 'stdin' | 'stderr' | 'signal'>): Promise<SettingsAnswers> {
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
    });
  } finally {
    lines.close();
  }
}

type Ask = (question: string, proposed: string) => Promise<string>;

async function askAll(ask: Ask): Promise<SettingsAnswers> {
  const { dest, keepLast } = proposedAnswers;
  const chosen = await ask('Directory for dumps?', dest);
  const exclude = await ask('Files to exclude? Globs, separated by commas:', 'nothing');
  return {
    dest: chosen,
    exclude: exclude === 'nothing' ? [] : toGlobs(exclude),
    keepLast: await askCount(ask, keepLast),
  };
}

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
