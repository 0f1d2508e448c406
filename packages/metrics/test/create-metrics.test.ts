import { type SkipReason, skipReasons } from '@create-dump/core';
import fc from 'fast-check';
import { Counter, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../src/index.js';
import { createSampleMetrics, finished, skipped, started } from './sample-metrics.js';

const files = (status: string) => `create_dump_files_processed_total{status="${status}"}`;

describe('createMetrics', () => {
  it('has every series from the start, at 0, but no success yet', async () => {
    const text = await createSampleMetrics().expose('prometheus');
    const samples = text.split('\n').filter((line) => /^[a-z]/.test(line));
    const [build, ...others] = samples.sort();
    expect(build).toBe('create_dump_archives_total{format="other"} 0');
    expect(others.filter((line) => !line.endsWith(' 0'))).toStrictEqual([
      'create_dump_build_info{version="1.2.3",format="1"} 1',
    ]);
    expect(text).not.toContain('create_dump_last_success');
    for (const reason of Object.keys(skipReasons)) expect(text).toContain(files(reason));
  });

  it('counts what events tell', async () => {
    const metrics = createSampleMetrics();
    const observe = metrics.observer();
    observe(started('render'));
    observe(skipped('binary'));
    observe(skipped('excluded'));
    observe({ type: 'file-unstable', path: 'secret/path' });
    observe({ type: 'progressed', files: 10, bytes: 1234 });
    observe(finished('render'));
    observe({ type: 'archived', path: 'secret/path', bytes: 1, format: 'zip' });
    observe({ type: 'archived', path: 'secret/path', bytes: 1, format: '../7z' });
    observe({ type: 'pruned', path: 'secret/path' });
    observe({ type: 'quarantined', path: 'secret/path', to: 'secret/path' });
    const finding = {
      type: 'secret-found',
      path: 'secret/path',
      rule: 'secret-rule',
      line: 1,
    } as const;
    observe({ ...finding, action: 'warned', fingerprint: 'secret' });
    observe({ ...finding, action: 'redacted' });
    observe({ ...finding, action: 'redacted' });
    expect(await metrics.valueOf('create_dump_secrets_total{action="redacted"}')).toBe(2);
    expect(await metrics.valueOf('create_dump_secrets_total{action="warned"}')).toBe(1);
    expect(await metrics.valueOf('create_dump_secrets_total{action="refused"}')).toBe(0);
    expect(await metrics.valueOf(files('dumped'))).toBe(8);
    expect(await metrics.valueOf(files('binary'))).toBe(1);
    expect(await metrics.valueOf(files('excluded'))).toBe(1);
    expect(await metrics.valueOf(files('unstable'))).toBe(1);
    expect(await metrics.valueOf('create_dump_bytes_total')).toBe(1234);
    expect(await metrics.valueOf('create_dump_archives_total{format="zip"}')).toBe(1);
    expect(await metrics.valueOf('create_dump_archives_total{format="other"}')).toBe(1);
    expect(await metrics.valueOf('create_dump_pruned_total')).toBe(1);
    expect(await metrics.valueOf('create_dump_quarantined_total')).toBe(1);
    const text = (await metrics.expose('prometheus')).replaceAll(
      /create_dump_secrets|Secrets found/g,
      '',
    );
    expect(text.replace('status="secret"', '')).not.toContain('secret');
  });

  it('counts every file once, whatever becomes of it and however it is told', async () => {
    const outcome = fc.constantFrom('dumped', 'unstable', ...Object.keys(skipReasons));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(outcome)), async (chunks) => {
        const metrics = createSampleMetrics();
        const observe = metrics.observer();
        observe(started('render'));
        for (const chunk of chunks) {
          for (const one of chunk) {
            if (one === 'unstable') observe({ type: 'file-unstable', path: 'a' });
            else if (one !== 'dumped') observe(skipped(one as SkipReason));
          }
          const isInSum = (one: string) => one !== 'excluded';
          observe({ type: 'progressed', files: chunk.filter(isInSum).length, bytes: 0 });
        }
        for (const status of new Set(chunks.flat())) {
          const expected = chunks.flat().filter((one) => one === status).length;
          expect(await metrics.valueOf(files(status))).toBe(expected);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("doesn't count what is read back as dumped", async () => {
    const metrics = createSampleMetrics();
    const observe = metrics.observer();
    observe({ type: 'phase-started', phase: 'verify' });
    observe({ type: 'progressed', files: 5, bytes: 5 });
    expect(await metrics.valueOf(files('dumped'))).toBe(0);
    expect(await metrics.valueOf('create_dump_bytes_total')).toBe(0);
  });

  it('times phases and the whole, for each observer apart', async () => {
    const metrics = createSampleMetrics();
    const [one, other] = [metrics.observer(), metrics.observer()];
    one(started('discover'));
    metrics.pass(1);
    other(started('discover'));
    metrics.pass(3);
    for (const observe of [one, other]) {
      observe(finished('discover'));
      observe({ type: 'published', path: 'secret/path', bytes: 1 });
    }
    // The duration of a failed project is not recorded.
    metrics.observer()(started('discover'));
    const duration = (part: string) => metrics.valueOf(`create_dump_duration_seconds_${part}`);
    expect(await duration('sum{phase="discover"}')).toBe(7);
    expect(await duration('count{phase="project"}')).toBe(2);
    expect(await duration('bucket{le="2.5",phase="project"}')).toBe(0);
    expect(await duration('bucket{le="5",phase="project"}')).toBe(2);
    expect(await duration('count{phase="render"}')).toBe(0);
  });

  it('takes a clock that was set back for no time', async () => {
    const metrics = createSampleMetrics();
    const observe = metrics.observer();
    observe(started('discover'));
    metrics.pass(-100);
    observe(finished('discover'));
    expect(await metrics.valueOf('create_dump_duration_seconds_sum{phase="discover"}')).toBe(0);
  });

  it('tells failures by code, and when the last success was', async () => {
    const metrics = createSampleMetrics();
    metrics.failed('LOCKED');
    metrics.failed('/secret/path');
    metrics.succeeded();
    expect(await metrics.valueOf('create_dump_errors_total{code="LOCKED"}')).toBe(1);
    expect(await metrics.valueOf('create_dump_errors_total{code="UNEXPECTED"}')).toBe(1);
    expect(await metrics.valueOf('create_dump_last_success_timestamp_seconds')).toBe(
      Date.UTC(2026, 10, 22, 12) / 1000,
    );
  });

  it('shares nothing with other metrics', async () => {
    const [one, other] = [createSampleMetrics(), createSampleMetrics()];
    one.failed('USAGE');
    expect(await other.valueOf('create_dump_errors_total{code="USAGE"}')).toBe(0);
  });
});

describe('a registry of the program', () => {
  const options = { version: '1.2.3', now: () => new Date(0) };

  it('serves these metrics beside its own, with its default labels', async () => {
    const register = new Registry();
    register.setDefaultLabels({ service: 'backups' });
    new Counter({ name: 'http_requests_total', help: 'Requests.', registers: [register] }).inc();
    const metrics = createMetrics({ ...options, register });
    metrics.failed('LOCKED');
    metrics.succeeded();
    const text = await register.metrics();
    expect(text).toContain('http_requests_total{service="backups"} 1\n');
    expect(text).toContain('create_dump_errors_total{code="LOCKED",service="backups"} 1\n');
    expect(text).toContain('create_dump_last_success_timestamp_seconds{service="backups"} 0\n');
  });

  it.each([Registry.PROMETHEUS_CONTENT_TYPE, Registry.OPENMETRICS_CONTENT_TYPE])(
    'leaves `expose` as it is without one: %s',
    async (contentType) => {
      const register = new Registry();
      register.setContentType(contentType as typeof Registry.PROMETHEUS_CONTENT_TYPE);
      register.setDefaultLabels({ service: 'backups' });
      new Counter({ name: 'http_requests_total', help: 'Requests.', registers: [register] }).inc();
      const shared = createMetrics({ ...options, register });
      const alone = createMetrics(options);
      for (const metrics of [shared, alone]) metrics.failed('LOCKED');
      for (const format of ['prometheus', 'openmetrics'] as const) {
        expect(await shared.expose(format)).toBe(await alone.expose(format));
      }
    },
  );

  it('takes them once only', async () => {
    const register = new Registry();
    createMetrics({ ...options, register }).failed('LOCKED');
    expect(() => createMetrics({ ...options, register })).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message:
          'The registry has the metrics of create-dump already. Call createMetrics once, and share what it returns.',
      }),
    );
    expect(await register.metrics()).toContain('create_dump_errors_total{code="LOCKED"} 1\n');
    register.clear();
    expect(() => createMetrics({ ...options, register })).not.toThrow();
  });
});
