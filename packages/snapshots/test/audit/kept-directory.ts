import { join } from 'node:path';
import type { DumpEvent } from '@create-dump/core';
import { dumpProject } from '@create-dump/dumping';
import {
  type TemporaryDirectory,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import {
  type AuditOptions,
  auditSnapshots,
  type KeepingOptions,
  keepSnapshots,
  openDestinationRecord,
} from '../../src/index.js';
import { defaults } from '../survey-of.js';

const { signal } = new AbortController();

/** A directory with snapshots of a tree that changes daily, and what can be done with it. */
export function createKeptDirectory() {
  const place: TemporaryDirectory = temporaryDirectory();
  const directory = join(place.path, 'kept');
  const root = join(place.path, 'p');
  writeTree(root, { 'a.txt': 'some text\n' });
  const identity = (now: Date) => ({ pid: process.pid, hostname: 'test', now });
  const dayOf = (day: number) => new Date(Date.UTC(2026, 0, day));
  const open = (now: Date, begin = false) =>
    openDestinationRecord({ directory, begin, process: identity(now) });
  return {
    directory,
    path: (item: string) => join(directory, item),
    [Symbol.dispose]: () => place[Symbol.dispose](),
    /** Dumps the tree of a day; returns the name of the dump. `meanwhile` is done between the start of the run and the dump. */
    async dump(
      day: number,
      { begin = false, compress = false, meanwhile = async (): Promise<unknown> => undefined } = {},
    ): Promise<string> {
      const now = dayOf(day);
      writeTree(root, { 'a.txt': `some text of day ${day}\n` });
      const record = await open(now, begin);
      await meanwhile();
      const { path } = await dumpProject(
        { selection: { root }, destination: { kind: 'directory', directory }, compress },
        { process: identity(now), tool: 'test', record },
      );
      return (path ?? '').slice(directory.length + 1);
    },
    keep(
      day: number,
      options: Partial<KeepingOptions> = {},
      observe: (event: DumpEvent) => void = () => {},
    ) {
      const context = { process: identity(dayOf(day)), observe, signal };
      return keepSnapshots({ ...defaults, dryRun: false, ...options, directory }, context);
    },
    audit(
      day: number,
      options: Partial<AuditOptions> = {},
      observe: (event: DumpEvent) => void = () => {},
    ) {
      const now = dayOf(day);
      return auditSnapshots(
        { directory, policy: {}, dryRun: false, ...options },
        { process: identity(now), now: () => now, observe, signal },
      );
    },
  };
}
