import type { Command } from '../../command.js';
import { commandLineOnly } from '../../configuration/command-line-only.js';
import { configurationOptions } from '../../configuration/configuration-options.js';
import type { OptionDefinitions } from '../../option-definition.js';
import { readPositional, readSwitch } from '../../arguments/argument-readers.js';

/** `create-dump config show [root]`: takes the options of all commands that have settings, to see what they would change. */
export function createConfigShowCommand(commands: readonly Command[]): Command {
  return {
    definition: {
      name: 'config show',
      describe: 'Print every setting with its value and where that comes from',
      details: [
        'Settings come from the command line, from CREATE_DUMP_... variables, from the file of the project (the first create-dump.toml, .create-dump.toml, pyproject.toml or package.json with settings, upwards from the root), from the file of the user, and from the defaults; what comes first wins. docs/configuration.md has all of it.',
        'Options that are given beside are shown as well. What is wrong in any of the sources is an error: so this is also the check of a file.',
      ],
      positionals: [
        {
          name: 'root',
          describe: 'Look for the file of the project from here on upwards',
          default: '.',
          completes: 'directory',
        },
      ],
      options: { ...configurationOptions, ...settableOptions(commands) },
      examples: [
        ['', 'What holds in the current directory.'],
        ['services/api --profile nightly', 'The same for another one, with a profile.'],
        ['--json', 'For a program.'],
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
}

function settableOptions(commands: readonly Command[]): OptionDefinitions {
  const all = Object.assign(
    {},
    ...commands.map(({ definition }) => definition.options),
  ) as OptionDefinitions;
  return Object.fromEntries(Object.entries(all).filter(([name]) => !commandLineOnly.has(name)));
}
