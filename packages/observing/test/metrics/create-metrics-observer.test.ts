import type { ProjectOutcome } from '@create-dump/batching';
import { CreateDumpError, type DumpEvent } from '@create-dump/core';
import { createMetrics } from '@create-dump/metrics';
import { describe, expect, it } from 'vitest';
import { createMetricsObserver } from '../../src/metrics/create-metrics-observer.js';
import { StopSignal } from '../../src/stop-signal.js';

function createSample() {
  let seconds = 0;
  const metrics = createMetrics({ version: '1.0.0', now: () => new Date(seconds * 1000) });
  const { observe, finish } = createMetricsObserver(metrics);
  return {
    observe,
    finish,
    pass: (by: number) => {
      seconds += by;
    },
    /** The series that aren't 0, without the long beginning of their names. */
    counts: async () => {
      const lines = (await metrics.expose('prometheus')).split('\n');
      return lines
        .filter((line) => /^[^#]/.test(line) && !/build_info|_bucket| 0$/.test(line))
        .map((line) => line.replace('create_dump_', ''));
    },
  };
}

const projects = ['a', 'b'].map((name) => ({ directory: `secret/${name}`, name }));
const started: DumpEvent = { type: 'phase-started', phase: 'discover' };
const published: DumpEvent = { type: 'published', path: 'secret', bytes: 1 };

describe('createMetricsObserver', () => {
  it('measures concurrent projects separately', async () => {
    const { observe, pass, counts } = createSample();
    observe({ type: 'batch-started', projects });
    for (const project of projects) {
      observe({ type: 'project-started', project });
      observe({ type: 'project-event', project, event: started });
      pass(1);
    }
    for (const project of projects) {
      observe({ type: 'project-event', project, event: published });
      observe({ type: 'project-finished', project, outcome: 'dumped' });
    }
    observe({ type: 'batch-event', event: { type: 'pruned', path: 'secret' } });
    expect(await counts()).toStrictEqual([
      'duration_seconds_sum{phase="project"} 3',
      'duration_seconds_count{phase="project"} 2',
      'pruned_total 1',
    ]);
  });

  it.each<[ProjectOutcome, string[]]>([
    ['failed', ['errors_total{code="READ_FAILED"} 1']],
    ['dumped', []],
    ['partly', []],
    ['withheld', []],
    ['stopped', []],
  ])('counts a project that is %s as %j', async (outcome, expected) => {
    const { observe, counts } = createSample();
    const reason = { code: 'READ_FAILED', message: 'secret' } as const;
    for (const project of projects.slice(0, 1)) {
      observe({ type: 'project-finished', project, outcome, reason });
      // A report tells it again.
      observe({ type: 'problem-found', ...reason, path: project.directory });
    }
    expect(await counts()).toStrictEqual(expected);
  });

  it.each([
    [{ exitCode: 0 }, 'last_success_timestamp_seconds 7'],
    [{ exitCode: 3 }, 'errors_total{code="PARTLY"} 1'],
    [{ exitCode: 4 }, 'errors_total{code="UNEXPECTED"} 1'],
    [{ exitCode: 6, error: new CreateDumpError('LOCKED', '') }, 'errors_total{code="LOCKED"} 1'],
    [{ exitCode: 143, error: new StopSignal('SIGTERM') }, 'errors_total{code="STOPPED"} 1'],
    [{ exitCode: 1, error: new TypeError('a bug') }, 'errors_total{code="UNEXPECTED"} 1'],
  ])('tells a run that ended with %j', async (outcome, line) => {
    const { finish, pass, counts } = createSample();
    pass(7);
    await finish(outcome);
    expect(await counts()).toStrictEqual([line]);
  });

  it('counts neither success nor failure if the reader went away', async () => {
    const { finish, counts } = createSample();
    await finish({ exitCode: 141 });
    expect(await counts()).toStrictEqual([]);
  });

  it('counts damage once', async () => {
    const { observe, finish, counts } = createSample();
    observe({ type: 'problem-found', code: 'INTEGRITY', message: 'secret' });
    observe({ type: 'problem-found', code: 'DUMP_MALFORMED', message: 'secret' });
    await finish({ exitCode: 4 });
    expect(await counts()).toStrictEqual([
      'errors_total{code="INTEGRITY"} 1',
      'errors_total{code="DUMP_MALFORMED"} 1',
    ]);
  });
});
