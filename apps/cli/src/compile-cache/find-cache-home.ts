import { isAbsolute, join } from 'node:path';

export interface CacheHome {
  /** What the user has named or owns: it must exist. */
  readonly root: string;
  /** Where in it our caches lie, one directory for each version. */
  readonly path: string;
}

export interface CacheHomeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string | undefined;
  readonly platform: NodeJS.Platform;
}

/** Where compiled code is kept; undefined where it isn't wanted, or nobody says where. `NODE_…` are Node's own variables. */
export function findCacheHome(options: CacheHomeOptions): CacheHome | undefined {
  const { env, homeDirectory, platform } = options;
  if (env['NODE_DISABLE_COMPILE_CACHE']) return undefined;
  const roots = [env['NODE_COMPILE_CACHE'], env['XDG_CACHE_HOME']];
  if (platform === 'win32') roots.push(env['LOCALAPPDATA']);
  // A relative one would mean another directory in each run, mostly one that is being dumped.
  const root = roots.find((path) => path !== undefined && isAbsolute(path));
  if (root !== undefined) return { root, path: join(root, 'create-dump') };
  if (homeDirectory === undefined) return undefined;
  return { root: homeDirectory, path: join(homeDirectory, '.cache/create-dump') };
}
