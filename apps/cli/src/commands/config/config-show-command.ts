import { flagOptions, readPositional, readSwitch } from '@create-dump/command-line';
import { settings } from '@create-dump/config';
import type { Command } from '../../command.js';
import { flagSets } from '@create-dump/commands';

const flagNames = settings
  .filter((setting) => setting.spells === undefined)
  .map((setting) => setting.flag);

/** `create-dump config show [root]`: takes the flag of every setting, to show its effect. */
export const configShowCommand: Command = {
  definition: {
    name: 'config show',
    describe: 'Print every setting with its value and origin',
    details: [
      'Settings come, in order of precedence, from the command line, CREATE_DUMP_... variables, the project file (the first create-dump.toml, .create-dump.toml, pyproject.toml or package.json with settings, searched for from the root upwards), the user file, and the defaults. docs/configuration.md has the details.',
      'Other options on the command line are shown as settings, too. Anything invalid in any of the sources is an error, so this command also checks a settings file.',
    ],
    positionals: [
      {
        name: 'root',
        describe: 'Directory where the search for the project file starts; it goes on upwards',
        default: '.',
        completes: 'directory',
      },
    ],
    options: flagOptions('config show', [...flagSets.source, ...flagNames]),
    mostUsed: ['config', 'profile', 'json'],
    examples: [
      ['', 'Show the settings for the current directory.'],
      ['services/api --profile nightly', 'Show those for another directory, with a profile.'],
      ['--json', 'Print them as JSON.'],
    ],
  },
  toAction(argv) {
    const request = {
      root: argv['root'] === undefined ? '.' : readPositional(argv, 'root'),
      json: readSwitch(argv, 'json', false),
      given: argv,
    };
    return async (world, { observe }) => {
      const { runConfigShow } = await import('./run-config-show.js');
      return runConfigShow(request, world, observe);
    };
  },
};
