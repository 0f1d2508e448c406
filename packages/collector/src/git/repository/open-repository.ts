// Where a repository lies and what its metadata says, read without git. A directory goes in; the paths of the repository's
// parts, its configuration, HEAD, refs and resolved revisions come out. A repository format that isn't supported gives
// null values and a note that says why.

import type { ObjectFormat } from '../objects/object-format.js';
import type { UserGitFiles } from '../user-git-files.js';
import type { GitConfig } from '../config/git-config.js';
import { malformedFlags } from '../config/malformed-flags.js';
import { parseGitInteger } from '../config/parse-git-integer.js';
import { readGitConfig } from '../config/read-git-config.js';
import { locateRepository, type RepositoryPlace } from './locate-repository.js';
import { readReplacements } from './read-replacements.js';
import { type Head, readHead } from './read-head.js';

/** A repository, its configuration and HEAD. Refs and objects can be read unless `unknown` is set. */
export interface Repository extends RepositoryPlace {
  /** All settings: the system's, the user's and the repository's, with what they include. */
  readonly config: GitConfig;
  /** Sentences: why settings may be missing from `config`, or have values that git refuses. */
  readonly configProblems: readonly string[];
  readonly objectFormat: ObjectFormat;
  /** Object id → id of the object that git reads instead. Empty if refs can't be read. */
  readonly replacements: ReadonlyMap<string, string>;
  readonly head: Head;
  /** A sentence that names the unsupported format of refs or objects, if there is one. */
  readonly unknown?: string;
}

/** Where configuration lies outside the repository. */
export type UserFiles = Pick<UserGitFiles, 'gitConfigFiles' | 'homeDirectory'>;

/**
 * Opens the repository that contains `root`; undefined if there is none.
 * @throws {CreateDumpError} `REPOSITORY_UNREADABLE` for a repository whose parts can't be found.
 */
export function openRepository(
  root: string,
  { gitConfigFiles = [], homeDirectory }: UserFiles,
): Repository | undefined {
  const place = locateRepository(root);
  if (place === undefined) return undefined;
  const unknown = unknownFormat(place);
  const head =
    unknown === undefined ? readHead(place) : { branch: null, commit: null, note: unknown };
  const { gitDirectory, commonDirectory, ownConfig } = place;
  const branch = head.note === undefined ? head.branch : undefined;
  const { config, problems } = readGitConfig([...gitConfigFiles, ...place.configFiles], {
    gitDirectory,
    commonDirectory,
    branch,
    homeDirectory,
  });
  return {
    ...place,
    config,
    configProblems: [...problems, ...malformedFlags(config)],
    objectFormat: ownConfig.get('extensions.objectformat') === 'sha256' ? 'sha256' : 'sha1',
    replacements: unknown === undefined ? readReplacements(place, config) : new Map(),
    head,
    ...(unknown === undefined ? {} : { unknown }),
  };
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

function unknownFormat({ ownConfig: config }: RepositoryPlace): string | undefined {
  const version = config.get('core.repositoryformatversion') ?? '0';
  const number = parseGitInteger(version);
  if (number === 0) return undefined;
  if (number !== 1) return `The repository has format version ${version}, which is not known.`;
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
