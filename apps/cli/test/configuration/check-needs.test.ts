import { completeArguments } from '@create-dump/commands';
import { findFlag } from '@create-dump/config';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands.js';

const cases = commands
  .filter(({ takesSettings }) => takesSettings)
  .flatMap(({ definition }) =>
    Object.keys(definition.options).flatMap((name) => {
      const flag = findFlag(name);
      const needed = flag?.needs ?? [];
      const isOurs = needed.every((one) => Object.hasOwn(definition.options, one));
      return needed.length === 0 || !isOurs ? [] : [{ definition, name, flag, needed }];
    }),
  );

describe('an option that has no effect without another', () => {
  it.each(cases)('$definition.name --$name', async ({ definition, name, flag, needed }) => {
    const world = { cwd: '/nonexistent', env: {}, homeDirectory: '/nonexistent' };
    const warningsOf = async (given: Readonly<Record<string, unknown>>) =>
      (await completeArguments({ definition, takesSettings: true }, given, world)).warnings;
    const told = await warningsOf({ [name]: 'x' }).then(
      (warnings) => ({ warning: warnings.join('') }),
      (error: unknown) => ({ error: String(error) }),
    );
    const [kind, text] = Object.entries(told).flat();
    expect(kind).toBe(flag?.announcedAlone === true ? 'warning' : 'error');
    expect(text).toContain(`--${name} has no effect without --${needed[0]}`);
    for (const one of needed) expect(await warningsOf({ [name]: 'x', [one]: 'y' })).toEqual([]);
  });

  it('are these', () => {
    const single = cases.filter(({ definition }) => definition.name === 'single');
    expect(single.map(({ name }) => name)).toEqual(
      `null force secrets-baseline secrets-rules secrets-report search archive-format keep-latest clean-root
      dump-pattern pin keep-last keep-hourly keep-daily keep-weekly keep-monthly keep-yearly keep-within metrics-host hook-timeout`.split(
        /\s+/u,
      ),
    );
  });
});
