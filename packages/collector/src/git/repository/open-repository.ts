// Where a repository lies and what its metadata says, read without git. A directory goes in; the paths of the repository's
// parts, its configuration, HEAD, refs and resolved revisions come out. A repository format that isn't supported gives
// null values and a note that says why.

import type { ObjectFormat } from '../objects/object-format.js';
import { locateRepository, type RepositoryPlace } from './locate-repository.js';
import type { GitConfig } from './parse-git-config.js';
import { type Head, readHead } from './read-head.js';

/** A repository, its configuration and HEAD. Refs and objects can be read unless `unknown` is set. */
export interface Repository extends RepositoryPlace {
  readonly objectFormat: ObjectFormat;
  readonly head: Head;
  /** A sentence that names the unsupported format of refs or objects, if there is one. */
  readonly unknown?: string;
}

/**
 * Opens the repository that contains `root`; undefined if there is none.
 * @param outerConfig Settings of the system and the user. The repository's own settings override them.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` for a repository whose parts can't be found.
 */
export function openRepository(
  root: string,
  outerConfig: GitConfig = new Map(),
): Repository | undefined {
  const place = locateRepository(root);
  if (place === undefined) return undefined;
  const unknown = unknownFormat(place);
  const objectFormat =
    place.config.get('extensions.objectformat') === 'sha256' ? 'sha256' : ('sha1' as const);
  // The formats were decided above, by the repository's own configuration alone.
  const config = new Map([...outerConfig, ...place.config]);
  const repository = { ...place, config, objectFormat } as const;
  return unknown === undefined
    ? { ...repository, head: readHead(place) }
    : { ...repository, unknown, head: { branch: null, commit: null, note: unknown } };
}

/** Extensions of the repository format that are supported, or that don't matter here. */
const supported = new Set([
  'noop',
  'noop-v1',
  'preciousobjects',
  'partialclone',
  'worktreeconfig',
  'relativeworktrees',
  'objectformat',
  'compatobjectformat',
  'refstorage',
]);

function unknownFormat({ config }: RepositoryPlace): string | undefined {
  const version = config.get('core.repositoryformatversion') ?? '0';
  if (version === '0') return undefined;
  if (version !== '1') return `The repository has format version ${version}, which is not known.`;
  for (const key of config.keys()) {
    const extension = /^extensions\.(.*)/.exec(key)?.[1];
    if (extension !== undefined && !supported.has(extension)) {
      return `The repository uses the extension "${extension}", which is not known.`;
    }
  }
  const objects = config.get('extensions.objectformat') ?? 'sha1';
  if (!/^sha(1|256)$/.test(objects)) {
    return `The repository has objects of format "${objects}", which is not known.`;
  }
  const refs = config.get('extensions.refstorage') ?? 'files';
  return refs === 'files'
    ? undefined
    : `The repository keeps its refs as "${refs}", which can't be read yet.`;
}
