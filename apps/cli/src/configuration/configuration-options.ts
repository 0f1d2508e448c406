import type { OptionDefinitions } from '../option-definition.js';

const group = 'Settings:';

/** Options of every command that takes settings: where they come from. */
export const configurationOptions = {
  config: {
    group,
    type: 'string',
    nargs: 1,
    negatable: true,
    value: 'FILE',
    describe: "Take this file instead of the project's; --no-config: no file, the user's neither",
    defaultDescription: 'create-dump.toml, pyproject.toml or package.json, here or above',
  },
  profile: {
    group,
    type: 'string',
    nargs: 1,
    value: 'NAME',
    describe: 'Put the values of [profiles.NAME] over the others of the file',
  },
} as const satisfies OptionDefinitions;
