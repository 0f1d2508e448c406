import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatKeepWithin, planRetention, type RetentionItem } from '../src/index.js';
import { countRules, type CountRule, type RetentionPolicy } from '../src/retention-policy.js';
import { forgeResticSnapshots } from './forge-restic-snapshots.js';
import { arbitraryPolicy, arbitrarySeries } from './arbitrary-series.js';

const restic = findTool('restic');
const version = restic === undefined ? '' : execFileSync(restic, ['version']).toString();
// 0.17 introduced repositories without a password, 0.18 the present rule for the oldest snapshot.
const isKnown = /^restic 0\.(1[89]|[2-9]\d)\./.test(version);
const [policies = 8, groups = 40] = (process.env['RETENTION_RESTIC'] ?? '')
  .split('x')
  .filter(Boolean)
  .map(Number);

test.skipIf(!isKnown)(
  `keeps what restic keeps, with ${policies} policies and ${groups} groups (needs restic 0.18 on the PATH; RETENTION_RESTIC=300x1000 for more)`,
  { timeout: 3_600_000 },
  () => {
    using directory = temporaryDirectory();
    const repository = join(directory.path, 'repository');
    const run = (...args: string[]) => {
      const common = ['-r', repository, '--no-cache', '--insecure-no-password', '-q'];
      const env = { PATH: process.env['PATH'], TZ: 'UTC', GOMAXPROCS: '1' };
      return execFileSync(restic ?? '', [...common, ...args], { env, maxBuffer: 2 ** 30 });
    };
    run('init');
    const now = new Date();
    const seed = Number(process.env['RETENTION_SEED'] ?? now.getTime() % 1e9);
    const items = fc
      .sample(arbitrarySeries(now), { seed, numRuns: groups })
      .flatMap((times, group) => times.map((item) => ({ item, group: `g${group}` })))
      .map(({ item: { time, pinned }, group }, at): RetentionItem => {
        return { time, pinned, group, id: String(at), sequence: at };
      });
    const forged = forgeResticSnapshots(repository, '', items);
    for (const policy of fc.sample(arbitraryPolicy, { seed, numRuns: policies })) {
      const answer = run('forget', '--dry-run', '--no-lock', '--json', ...toFlags(policy));
      const kept = (JSON.parse(answer.toString()) as { keep: { id: string }[] | null }[])
        .flatMap(({ keep }) => keep ?? [])
        .map(({ id }) => forged.get(id)?.id ?? 'unknown');
      const plan = planRetention(items, policy, { now });
      // Unlike restic: the newest item that isn't in the future stays, and so do all items in the future.
      const ours = plan.keep.filter(({ reasons }) => reasons.some(({ kind }) => !extra.has(kind)));
      const restic = new Set(kept);
      expect({ seed, policy, kept: sorted(ours.map(({ item }) => item.id)) }).toEqual({
        seed,
        policy,
        kept: sorted(kept),
      });
      const more = plan.keep.filter(({ item }) => !restic.has(item.id));
      expect(more.every(({ reasons }) => reasons.every(({ kind }) => extra.has(kind)))).toBe(true);
    }
  },
);

const extra = new Set<string>(['newest', 'future']);

function sorted(ids: readonly string[]): number[] {
  return ids.map(Number).sort((a, b) => a - b);
}

function toFlags(policy: RetentionPolicy): string[] {
  const flags = Object.entries(countRules).flatMap(([rule, key]) => {
    const count = policy[key];
    return count === undefined ? [] : [`--${rule satisfies string as CountRule}`, String(count)];
  });
  const within = policy.keepWithin;
  if (within !== undefined) flags.push('--keep-within', formatKeepWithin(within));
  return [...flags, '--keep-tag', 'pin'];
}
