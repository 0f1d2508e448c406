import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { createWorkerMetrics } from '../src/index.js';
import { createSampleMetrics } from './sample-metrics.js';

const ops = fileURLToPath(new URL('../../../ops/', import.meta.url));
const ruleTests = ['rules.test.yml', 'rules.days.test.yml'];
const promtool = findTool('promtool');
const needsPromtool = promtool === undefined ? ' (needs promtool, of the package prometheus)' : '';

function runPromtool(args: readonly string[], options: { input?: string; cwd?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(promtool ?? '', args, {
    ...options,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

/** The text of all metrics, once each of them has a value. */
async function exposeAll(): Promise<string> {
  const metrics = createSampleMetrics();
  metrics.succeeded();
  const items = { verified: 1, damaged: 0 };
  metrics.observer()({ type: 'audit-finished', items, oldestVerification: null, bytes: 0 });
  const runs = metrics.trackRuns(['nightly']);
  metrics.observer()({ type: 'queue-counted', jobs: { waiting: 1 } });
  metrics.observer()({ type: 'job-stalled' });
  for (const note of [runs.succeeded, runs.due, runs.next]) note('nightly', new Date(0));
  const worker = createWorkerMetrics({ version: '1.2.3', slots: 4 });
  return `${await metrics.expose('prometheus')}${await worker.expose('prometheus')}`;
}

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

function dashboardQueries(): readonly string[] {
  const text = readFileSync(join(ops, 'grafana/dashboard.json'), 'utf8');
  return (JSON.parse(text) as Dashboard).panels.flatMap(({ targets }) =>
    targets.map(({ expr }) => expr),
  );
}

describe('what is in ops', () => {
  it('names only metrics that there are, and all of them', async () => {
    const exported = new Set(
      [...(await exposeAll()).matchAll(/^(create_dump_\w+)/gm)].map(([name]) => name),
    );
    const namesIn = (text: string) =>
      [...text.matchAll(/create_dump_\w+/g)]
        .map(([name]) => name)
        .filter((name) => name !== 'create_dump_');
    const rules = readFileSync(join(ops, 'prometheus/rules.yml'), 'utf8');
    const queries = dashboardQueries().join('\n');
    expect(queries.length).toBeGreaterThan(500);
    for (const name of [...namesIn(rules), ...namesIn(queries)]) expect(exported).toContain(name);
    expect(new Set(namesIn(queries))).toStrictEqual(exported);
  });

  it('docs/metrics.md has every metric, and every value of a label', async () => {
    const docs = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
    const text = await exposeAll();
    const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
    const values = [...text.matchAll(/(?:status|code|phase|format|action|outcome)="([^"]+)"/g)]
      .map(([, value]) => value)
      .filter((value) => value !== '1');
    expect(values.length).toBeGreaterThan(100);
    for (const word of [...names, ...values]) expect(docs).toContain(`\`${word}\``);
  });

  it.skipIf(promtool === undefined)(
    `the text is one that promtool accepts${needsPromtool}`,
    async () => {
      const input = await exposeAll();
      expect(runPromtool(['check', 'metrics'], { input })).toStrictEqual({ status: 0, output: '' });
    },
  );

  it.skipIf(promtool === undefined)(
    `each alert fires when it is to, and only then${needsPromtool}`,
    () => {
      const cwd = join(ops, 'prometheus');
      expect(runPromtool(['check', 'rules', 'rules.yml'], { cwd })).toMatchObject({ status: 0 });
      expect(runPromtool(['test', 'rules', 'rules.test.yml'], { cwd })).toMatchObject({
        status: 0,
      });
    },
  );

  it('each alert is tested, both ways', () => {
    const rules = readFileSync(join(ops, 'prometheus/rules.yml'), 'utf8');
    const tests = ruleTests
      .map((name) => readFileSync(join(ops, 'prometheus', name), 'utf8'))
      .join('\n');
    const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name as string);
    expect(alerts.length).toBeGreaterThan(6);
    for (const alert of alerts) {
      expect(tests).toMatch(
        new RegExp(`alertname: ${alert}\\n +eval_time: \\w+\\n +exp_alerts:\\n`),
      );
      expect(tests).toMatch(
        new RegExp(`alertname: ${alert}, eval_time: \\w+, exp_alerts: \\[\\] `),
      );
    }
  });

  it.skipIf(promtool === undefined)(`the dashboard asks in PromQL${needsPromtool}`, () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'queries.yml');
    const queries = dashboardQueries().map((query) => query.replaceAll('$window', '1d'));
    const rules = queries.map((expr, index) => ({ record: `query:${index}`, expr }));
    // JSON is YAML.
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    const checked = runPromtool(['check', 'rules', file], { cwd: dirname(file) });
    expect(checked.output).toContain(`SUCCESS: ${queries.length} rules found`);
  });
});
