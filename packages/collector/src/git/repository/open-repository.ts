import type { GitConfig } from './parse-git-config.js';
import type { Head } from './read-head.js';
import { readHead } from './read-head.js';
import { locateRepository, type RepositoryPlace } from './locate-repository.js';
import type { ObjectFormat } from '../index-file/parse-index.js';

/** A repository whose formats are known as far as `unknown` doesn't say otherwise. */
export interface Repository extends RepositoryPlace {
  readonly objectFormat: ObjectFormat;
  readonly head: Head;
  /** A sentence, if refs or objects have a format that isn't known. */
  readonly unknown?: string;
}

/**
 * The repository that `root` is in, or undefined.
 * @param outerConfig Settings from outside, where the repository has none.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` if there is one whose parts can't be found.
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
  // What the formats are is for the repository alone to say.
  const config = new Map([...outerConfig, ...place.config]);
  const repository = { ...place, config, objectFormat } as const;
  return unknown === undefined
    ? { ...repository, head: readHead(place) }
    : { ...repository, unknown, head: { branch: null, commit: null, note: unknown } };
}

/** Extensions of the repository format that change nothing here, or that are read. */
const known = new Set([
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
    if (extension !== undefined && !known.has(extension)) {
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
