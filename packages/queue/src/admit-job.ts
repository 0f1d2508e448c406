import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { CreateDumpError, decodePath, displayPath, toFsPath } from '@create-dump/core';
import type { DumpJob } from './dump-job.js';

/** What a worker may touch. A directory stands for everything below it. */
export interface AllowedPlaces {
  /** Absolute paths of directories that may be dumped. */
  readonly roots: readonly string[];
  /** Absolute paths of directories that dumps may be published in. */
  readonly destinations: readonly string[];
  /** Hosts that repositories may be fetched from: `example.org`, or with a port `example.org:8443`. */
  readonly hosts: readonly string[];
}

/** Resolves symbolic links of an absolute path. Rejects with what the system throws. */
export type ResolvePath = (path: string) => Promise<string>;

/**
 * Checks that a job stays within what the worker may touch, also once symbolic links are resolved. Returns the job with its paths
 * resolved. A path outside is refused before anything looks at it.
 *
 * @throws {CreateDumpError} `REFUSED`; or `ROOT_INVALID` and `DESTINATION_INVALID` for an allowed path that doesn't exist here.
 */
export async function admitJob(
  job: DumpJob,
  allowed: AllowedPlaces,
  resolvePath: ResolvePath = resolveLinks,
): Promise<DumpJob> {
  const places = { allowed, resolvePath };
  const destination = await admit('destination', job.destination, places);
  const { source } = job;
  if (source.kind === 'git') {
    const { host } = new URL(source.url);
    if (!allowed.hosts.includes(host)) throw refused('hosts', host);
    return { ...job, destination };
  }
  const top = await admit('root', source.top, places);
  const root = await admit('root', source.root, places);
  if (!isWithin(root, top)) throw refused('roots', source.root);
  return { ...job, destination, source: { kind: 'path', root, top } };
}

async function resolveLinks(path: string): Promise<string> {
  return decodePath(await realpath(toFsPath(path), { encoding: 'buffer' }));
}

const kinds = {
  root: { list: 'roots', code: 'ROOT_INVALID' },
  destination: { list: 'destinations', code: 'DESTINATION_INVALID' },
} as const;

interface Places {
  readonly allowed: AllowedPlaces;
  readonly resolvePath: ResolvePath;
}

async function admit(
  kind: keyof typeof kinds,
  path: string,
  { allowed, resolvePath }: Places,
): Promise<string> {
  const { list, code } = kinds[kind];
  const listed = allowed[list].filter((directory) => isWithin(path, directory));
  if (listed.length === 0) throw refused(list, path);
  let resolved: string;
  try {
    resolved = await resolvePath(path);
  } catch (cause) {
    const message = `The ${kind} ${displayPath(path)} is not on this worker. Mount it, or check the path.`;
    throw new CreateDumpError(code, message, { cause });
  }
  for (const directory of listed) {
    if (isWithin(resolved, await resolvePath(directory))) return resolved;
  }
  throw refused(list, path);
}

/** Whether an absolute path is a directory or below it. Both have no `.`, `..` or slash at the end. */
function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === sep ? sep : `${directory}${sep}`);
}

function refused(list: 'roots' | 'destinations' | 'hosts', what: string): CreateDumpError {
  return new CreateDumpError(
    'REFUSED',
    `${displayPath(what)} is not within the ${list} that this worker allows. Add it to them if it should be.`,
  );
}
