import { describe, expect, it } from 'vitest';
import { createReporter } from '../src/create-reporter.js';

function report(options: { quiet: boolean; verbose: boolean }) {
  const told: string[] = [];
  return { told, reporter: createReporter(options, (text) => told.push(text)) };
}

describe('createReporter', () => {
  it('shows ten warnings and counts the rest', () => {
    const { told, reporter } = report({ quiet: false, verbose: false });
    for (let n = 1; n <= 12; n++) reporter.observe({ type: 'warned', message: `number ${n}` });
    reporter.settle?.();
    expect(told).toHaveLength(11);
    expect(told[0]).toBe('create-dump: warning: number 1\n');
    expect(told[10]).toBe('create-dump: and 2 more warnings (--verbose shows all)\n');
  });

  it('reports errors even with --quiet, without credentials', async () => {
    const { told, reporter } = report({ quiet: true, verbose: false });
    reporter.observe({ type: 'warned', message: 'unheard' });
    reporter.observe({ type: 'problem-found', code: 'INTEGRITY', message: 'x is damaged.' });
    reporter.settle?.();
    await reporter.finish?.({ exitCode: 1, error: new Error('No https://u:p@h.') });
    expect(told).toEqual([
      'create-dump: x is damaged.\n',
      'create-dump: No https://[redacted]@h.\n',
    ]);
  });
});
