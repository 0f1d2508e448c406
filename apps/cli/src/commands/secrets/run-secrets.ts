/*
 * `create-dump secrets`: `searchKept` searches directories of snapshots, by @create-dump/snapshots, and single dumps; `runSecrets` (here)
 * prints what is found as it comes, or all in one JSON document, and writes the report and the baseline.
 */
import { compilePathFilter, type SecretFinding } from '@create-dump/core';
import {
  requireWritableBaseline,
  requireWritableReport,
  type SecretsArguments,
  toSecrets,
  writeBaseline,
  writeSecretsReport,
} from '@create-dump/commands';
import {
  counted,
  documentText,
  exitCodes,
  formatSummary,
  grouped,
  type Observers,
  writeAll,
} from '@create-dump/observing';
import { createSecretFinder } from '@create-dump/secrets';
import type { World } from '../../process/world.js';
import { reportHistory } from '../report-history.js';
import { findingDocument, findingText, type KeptSecret } from './finding-text.js';
import { type KeptSearchReport, searchKept } from './search-kept.js';

export interface SecretsRequest {
  /** Dumps, archives and directories of snapshots, as given. */
  readonly paths: readonly string[];
  readonly secrets: Omit<SecretsArguments, 'mode'>;
  /** Where to write a baseline of what is found. */
  readonly newBaseline: string | undefined;
  readonly files: readonly string[] | undefined;
  readonly group: string | undefined;
  readonly json: boolean;
}

/** Searches what is kept; returns the exit code: 4 for damage, 5 for secrets, 3 for what can't be searched. */
export async function runSecrets(
  request: SecretsRequest,
  world: World,
  observers: Observers,
): Promise<number> {
  const { secrets, newBaseline, json, paths, group } = request;
  const reportPath = secrets.report && requireWritableReport(secrets.report, world);
  const baselinePath = newBaseline && requireWritableBaseline(newBaseline, world);
  const options = await toSecrets({ ...secrets, mode: 'warn' }, world);
  const finder = await createSecretFinder(options?.finder);
  const filter = compilePathFilter(request.files ?? ['**'], 'files')();
  const contents: (readonly KeptSecret[])[] = [];
  const onFound = async (found: readonly KeptSecret[]) => {
    if (found.length > 0) contents.push(found);
    if (!json) await print(found.filter(isOpen).map(findingText).join(''), world, observers);
  };
  const wants = (path: string) => filter.selects(path);
  const search = { paths, group, wants, finder, onFound };
  const report = await searchKept(search, world, observers.observe);
  observers.settle();
  const { process, notes } = observers;
  const { version } = world;
  const all = contents.flat();
  if (reportPath) {
    const context = { version, process, searches: [options] };
    await writeSecretsReport(reportPath, onlyOnce(all), context);
  }
  if (baselinePath) await writeBaseline(baselinePath, mostOfEach(contents), process);
  if (json) {
    const facts = { secrets: all.map(findingDocument), ...report };
    await writeAll(world.stdout, documentText('secrets', facts));
  }
  const damage = reportHistory(report, observers);
  if (!json && notes.areWanted) notes.write(summary(all, report, observers));
  if (damage !== exitCodes.done) return damage;
  if (all.some(isOpen)) return exitCodes.refused;
  return report.unread > 0 ? exitCodes.partly : exitCodes.done;
}

function isOpen({ finding }: KeptSecret): boolean {
  return finding.action !== 'allowed';
}

/** A file that changed elsewhere has the same secret in many contents. */
function onlyOnce(all: readonly KeptSecret[]): readonly SecretFinding[] {
  const findings = all.map(({ finding }) => [JSON.stringify(finding), finding] as const);
  return [...new Map(findings).values()];
}

/** A baseline counts secrets of a file: as many as the content of it has that has the most. */
function mostOfEach(contents: readonly (readonly KeptSecret[])[]): readonly SecretFinding[] {
  const most = new Map<string, readonly SecretFinding[]>();
  for (const found of contents) {
    const here = new Map<string, SecretFinding[]>();
    for (const { finding } of found) {
      const { rule, path, fingerprint } = finding;
      const key = JSON.stringify([rule, path, fingerprint]);
      here.set(key, [...(here.get(key) ?? []), finding]);
    }
    for (const [key, findings] of here) {
      if (findings.length > (most.get(key)?.length ?? 0)) most.set(key, findings);
    }
  }
  return [...most.values()].flat();
}

async function print(text: string, { stdout }: World, observers: Observers): Promise<void> {
  if (text === '') return;
  let written: Promise<void> | undefined;
  observers.aside(() => {
    written = writeAll(stdout, text);
  });
  await written;
}

function summary(
  all: readonly KeptSecret[],
  { contents, notHeld }: KeptSearchReport,
  { notes }: Observers,
): string {
  const open = all.filter(isOpen).length;
  const allowed = all.length - open;
  return formatSummary(
    [
      ['searched', counted(contents, 'content')],
      [
        'found',
        `${counted(open, 'secret')}${allowed > 0 ? `, and ${grouped(allowed)} allowed` : ''}`,
      ],
      ['not in dumps', notHeld > 0 ? counted(notHeld, 'content') : ''],
    ],
    notes.paint,
  );
}
