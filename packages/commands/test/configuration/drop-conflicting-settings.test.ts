import type { Origin } from '@create-dump/config';
import { describe, expect, it } from 'vitest';
import { dropConflictingSettings } from '../../src/configuration/drop-conflicting-settings.js';

const user: Origin = { from: 'user file', path: '/u', line: 1, profile: undefined };
const project: Origin = { from: 'project file', path: '/p', line: 1, profile: undefined };
const environment: Origin = { from: 'environment', name: 'CREATE_DUMP_X' };

type Filled = Readonly<Record<string, readonly [value: unknown, origin: Origin]>>;

function keptOf(
  given: Readonly<Record<string, unknown>>,
  filled: Filled,
  has: (flag: string) => boolean = () => true,
) {
  const entries = Object.entries(filled).map(
    ([flag, [value, origin]]) => [flag, { value, origin }] as const,
  );
  return [...dropConflictingSettings(given, new Map(entries), has).keys()];
}

describe('dropConflictingSettings', () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, Filled, readonly string[]]>([
    ['an output given beats a dest of a file', { output: '-' }, { dest: ['d', project] }, []],
    ['a dest given beats an output', { dest: 'd' }, { output: ['o', environment] }, []],
    [
      'the stronger source wins',
      {},
      { dest: ['d', project], output: ['o', environment] },
      ['output'],
    ],
    [
      'the project beats the user',
      {},
      { ref: ['r', user], 'files-from': ['f', project] },
      ['files-from'],
    ],
    [
      'two of one source stay, for the command to complain',
      {},
      { dest: ['d', project], output: ['o', project] },
      ['dest', 'output'],
    ],
    [
      'no archiving into a single file',
      { output: 'x' },
      { archive: [true, project], 'keep-last': ['5', project] },
      [],
    ],
    ['what is turned off beats nothing', { quiet: false }, { verbose: [true, user] }, ['verbose']],
    ['verbose given beats quiet', { verbose: true }, { quiet: [true, project] }, []],
    [
      'rules without archiving are idle',
      {},
      { 'keep-last': ['5', project], 'clean-root': [true, user], pin: [['a'], user] },
      [],
    ],
    [
      'rules with archiving hold',
      { 'archive-all': true },
      { 'keep-last': ['5', project] },
      ['keep-last'],
    ],
    [
      'archiving turned off makes rules idle',
      { archive: false },
      { 'keep-last': ['5', project] },
      [],
    ],
    ['null alone is idle', {}, { null: [true, project] }, []],
    [
      'null is for files-from',
      {},
      { null: [true, project], 'files-from': ['x', project] },
      ['null', 'files-from'],
    ],
  ])('%s', (_, given, filled, kept) => {
    expect(keptOf(given, filled)).toStrictEqual(kept);
  });

  it('leaves rules to a command that always archives', () => {
    const has = (flag: string) => !['archive', 'archive-all'].includes(flag);
    expect(keptOf({}, { 'keep-last': ['5', project] }, has)).toStrictEqual(['keep-last']);
  });
});
