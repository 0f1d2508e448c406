import { exitCodes } from '@create-dump/observing';

/** How a run ended, in a word: `CREATE_DUMP_OUTCOME` of hooks. */
export type OutcomeWord = 'done' | 'partly' | 'integrity' | 'refused' | 'locked' | 'failed';

const words: ReadonlyMap<number, OutcomeWord> = new Map([
  [exitCodes.done, 'done'],
  [exitCodes.partly, 'partly'],
  [exitCodes.integrity, 'integrity'],
  [exitCodes.refused, 'refused'],
  [exitCodes.locked, 'locked'],
]);

export function outcomeWord(exitCode: number): OutcomeWord {
  return words.get(exitCode) ?? 'failed';
}
