import { settings } from '@create-dump/config';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands.js';
import { commandLineOnly, ownMeaning } from '../../src/configuration/command-line-only.js';
import type { OptionDefinition } from '../../src/option-definition.js';

const settable = commands.filter(({ takesSettings }) => takesSettings === true);
const flags = new Set(settings.map(({ flag }) => flag));

const options = settable.flatMap(({ definition }) =>
  Object.entries(definition.options).map(
    ([name, option]) => [definition.name, name, option] as const,
  ),
);

describe('commands that take settings', () => {
  it('are all that can do something with them', () => {
    const others = commands.filter(({ takesSettings }) => takesSettings !== true);
    expect(others.map(({ definition }) => definition.name)).toStrictEqual(
      expect.arrayContaining(['cat', 'config show', 'config schema', 'config init', 'completion']),
    );
  });

  it.each(options)('%s --%s is a setting, or says why not', (_, name) => {
    expect(flags.has(name)).toBe(!commandLineOnly.has(name));
  });

  it.each(settings)('$key is an option of one of them', ({ flag }) => {
    expect(options.map(([, name]) => name)).toContain(flag);
  });

  const fillable = options.filter(
    ([command, name]) => flags.has(name) && ownMeaning[command]?.includes(name) !== true,
  );
  it.each(fillable)('%s --%s takes what the setting can have', (_, name, option) => {
    const kind = settings.find(({ flag, spells }) => flag === name && spells === undefined)?.kind;
    const choices =
      kind?.type === 'choice' ? kind.choices.filter((one) => one !== 'none') : undefined;
    expect(option.type === 'boolean').toBe(kind?.type === 'switch');
    expect(option.array === true).toBe(kind?.type === 'list');
    expect(option.choices ?? choices).toStrictEqual(choices);
  });

  it.each(fillable.filter(([, , { default: unless }]) => unless !== undefined))(
    '%s --%s has the default of the setting',
    (_, name, option) => {
      const setting = settings.find(({ flag, spells }) => flag === name && spells === undefined);
      expect(defaultOf(option)).toBe(setting?.default);
    },
  );

  it('is the same for config show, beside what is of the command line only', () => {
    const shown = commands.find(({ definition }) => definition.name === 'config show');
    const names = Object.keys(shown?.definition.options ?? {});
    expect(new Set(names)).toStrictEqual(new Set([...flags, 'config', 'profile']));
  });
});

function defaultOf({ default: unless }: OptionDefinition) {
  return unless;
}
