import { findFlag } from '@create-dump/config';
import { describe, expect, it } from 'vitest';
import { archiveCommand } from '../../src/archive/archive-command.js';
import { auditCommand } from '../../src/audit/audit-command.js';
import { batchCommand } from '../../src/batch/batch-command.js';
import { checkNeeds } from '../../src/configuration/check-needs.js';
import { singleCommand } from '../../src/single/single-command.js';

const cases = [singleCommand, batchCommand, archiveCommand, auditCommand].flatMap(
  ({ definition }) =>
    Object.keys(definition.options).flatMap((name) => {
      const flag = findFlag(name);
      const needed = flag?.needs ?? [];
      const isOurs = needed.every((one) => Object.hasOwn(definition.options, one));
      return needed.length === 0 || !isOurs ? [] : [{ definition, name, flag, needed }];
    }),
);

describe('an option that has no effect without another', () => {
  it.each(cases)('$definition.name --$name', ({ definition, name, flag, needed }) => {
    const given = { [name]: 'x' };
    const check = (argv: Readonly<Record<string, unknown>>) =>
      checkNeeds(definition, given, { ...given, ...argv });
    const told = (() => {
      try {
        return { warning: check({}).join('') };
      } catch (error) {
        return { error: String(error) };
      }
    })();
    const [kind, text] = Object.entries(told).flat();
    expect(kind).toBe(flag?.announcedAlone === true ? 'warning' : 'error');
    expect(text).toContain(`--${name} has no effect without --${needed[0]}`);
    for (const one of needed) expect(check({ [one]: 'y' })).toEqual([]);
    expect(checkNeeds(definition, { [name]: false }, {})).toEqual([]);
  });

  it('are these', () => {
    const single = cases.filter(({ definition }) => definition.name === 'single');
    expect(single.map(({ name }) => name)).toEqual(
      `null force secrets-baseline secrets-rules secrets-report search archive-format keep-latest clean-root dump-pattern pin keep-last keep-hourly
      keep-daily keep-weekly keep-monthly keep-yearly keep-within metrics-host hook-timeout`.split(
        /\s+/u,
      ),
    );
  });

  it('none in a command that always archives', () => {
    const archive = cases.filter(({ definition }) => definition.name === 'archive');
    expect(archive.map(({ name }) => name)).toEqual(['metrics-host', 'hook-timeout']);
  });
});
