import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  type TemporaryDirectory,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';

/** Paths that are neither a tree, nor a dump, nor a place for one. Relative ones are made by {@link makePlaces}. */
export const awkwardPlaces = [
  '/proc/x',
  '/proc/1/x/y',
  '/proc/kmsg',
  '/proc/self/mem',
  '/proc/self/pagemap',
  '/proc/self/environ',
  '/proc/self/fd/99',
  '/proc/self/task/x',
  '/proc/sys/kernel/x',
  '/sys/x',
  '/sys/kernel/x/y',
  '/sys/kernel/uevent_seqnum',
  '/dev/fd/9',
  '/dev/full',
  '/dev/full/x',
  '/dev/null',
  '/dev/null/x',
  '/dev/zero',
  '/dev/random',
  '/dev/tty',
  '/dev/stdin',
  '/dev/stdout/x',
  'fifo',
  'fifo/x',
  'link-to-fifo',
  'socket',
  'socket/x',
  'link-to-socket',
  'dangling',
  'dangling/x',
  'link-to-dangling',
  'loop',
  'loop/x',
  'circle-a',
  'circle-a/x/y',
  'chain/49',
  'chain/49/x',
  'link-to-zero',
  'link-to-proc/x',
  'file',
  'file/x',
  'file/x/y',
  'n'.repeat(256),
  `${'n/'.repeat(2100)}x`,
];

/** A directory with a small tree `p`, a dump of it, and the awkward places. Disposing closes the socket, too. */
export async function makePlaces(): Promise<TemporaryDirectory & AsyncDisposable> {
  const directory = temporaryDirectory();
  const inside = (name: string) => join(directory.path, name);
  writeTree(directory.path, { 'p/a.txt': 'a', file: 'x' });
  execFileSync('mkfifo', [inside('fifo')]);
  const server = createServer().listen(inside('socket')).unref();
  await new Promise((resolve) => server.once('listening', resolve));
  const links = {
    'link-to-fifo': 'fifo',
    'link-to-socket': 'socket',
    dangling: 'nothing',
    'link-to-dangling': 'dangling',
    loop: 'loop',
    'circle-a': 'circle-b',
    'circle-b': 'circle-a',
    'link-to-zero': '/dev/zero',
    'link-to-proc': '/proc',
  };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, inside(name));
  // Linux follows 40 links.
  mkdirSync(inside('chain'));
  symlinkSync('../p', inside('chain/0'));
  for (let at = 1; at < 50; at++) symlinkSync(String(at - 1), inside(`chain/${at}`));
  return Object.assign(directory, {
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
      directory[Symbol.dispose]();
    },
  });
}
