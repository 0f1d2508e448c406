import { flags, isSetting, settings } from '@create-dump/config';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands.js';

const settable = commands.filter(({ takesSettings }) => takesSettings === true);
const taken = new Set(commands.flatMap(({ definition }) => Object.keys(definition.options)));

const options = settable.flatMap(({ definition }) =>
  Object.entries(definition.options).map(
    ([name, option]) => [definition.name, name, option] as const,
  ),
);

describe('commands that take settings', () => {
  it('are all that can do something with them', () => {
    const others = commands.filter(({ takesSettings }) => takesSettings !== true);
    expect(others.map(({ definition }) => definition.name)).toStrictEqual([
      'cat',
      'view',
      'config show',
      'config schema',
      'config init',
      'completion',
    ]);
    for (const { definition } of settable)
      expect(Object.keys(definition.options)).toStrictEqual(
        expect.arrayContaining(['config', 'profile']),
      );
  });

  it.each(options)(
    '%s --%s is a setting, or the table of flags says why not',
    (command, name, { setting }) => {
      const flag = flags.find((one) => one.flag === name);
      if (flag === undefined) throw new Error(name);
      const reason = isSetting(flag) ? flag.commandLineOnlyIn?.[command] : flag.reason;
      expect(setting === undefined).toBe(reason !== undefined);
    },
  );

  it.each(flags)('some command takes --$flag', ({ flag }) => {
    expect([...taken]).toContain(flag);
  });

  it('that show them take the flag of each', () => {
    const shown = commands.find(({ definition }) => definition.name === 'config show');
    const names = Object.keys(shown?.definition.options ?? {});
    expect(new Set(names)).toStrictEqual(
      new Set([...settings.map(({ flag }) => flag), 'config', 'profile']),
    );
  });
});
