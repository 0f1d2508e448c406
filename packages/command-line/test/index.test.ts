import { expect, test } from 'vitest';
import * as commandLine from '../src/index.js';

test('the public names are these', () => {
  expect(Object.keys(commandLine).sort()).toEqual([
    'beforeEnd',
    'checkPaths',
    'checkWords',
    'chooseCommand',
    'completionScript',
    'didYouMeanCommand',
    'findCommand',
    'flagOptions',
    'helpText',
    'manualPage',
    'parseArguments',
    'parseDuration',
    'readChoice',
    'readDuration',
    'readList',
    'readMode',
    'readPositional',
    'readPositionals',
    'readSize',
    'readSwitch',
    'readText',
    'referencePage',
    'shortHelp',
    'standardStream',
    'usage',
  ]);
});
