import { publicUri } from './public-uri.js';

/** What a dump was made of, as its manifest says. */
export interface DumpProvenance {
  /** Name of the dump's file. */
  readonly name: string;
  /** The options that change the content. */
  readonly options: object;
  /** Digest of the dumped tree, hexadecimal. */
  readonly treeSha256: string;
  /** When the dump was made. */
  readonly generated: Date;
  /** Absent outside a git repository. */
  readonly git?: {
    readonly commit: string | null;
    readonly branch: string | null;
    readonly dirty: boolean | null;
  };
}

export interface ProvenanceContext {
  /** Version of create-dump. */
  readonly version: string;
  /** URL of the repository, as git has it; credentials are left out. */
  readonly remote?: string;
}

/** An SLSA provenance predicate, version 1. */
export interface ProvenancePredicate {
  readonly buildDefinition: {
    readonly buildType: string;
    readonly externalParameters: object;
    readonly resolvedDependencies: ReadonlyArray<{
      readonly uri?: string;
      readonly digest: Readonly<Record<string, string>>;
    }>;
  };
  readonly runDetails: {
    readonly builder: { readonly id: string; readonly version: Readonly<Record<string, string>> };
    readonly metadata: { readonly finishedOn: string };
  };
}

export const provenanceType = 'https://slsa.dev/provenance/v1';

/**
 * Says what dumps were made of, with which options, by which program. It doesn't say on which machine or for whom. The parameters are
 * those of the dump, or a list `dumps` with the name of each if there are several.
 */
export function createProvenance(
  dumps: readonly [DumpProvenance, ...DumpProvenance[]],
  { version, remote }: ProvenanceContext,
): ProvenancePredicate {
  const [first, ...others] = dumps;
  const commits = new Set(dumps.flatMap(({ git }) => git?.commit ?? []));
  const uri = remote === undefined ? undefined : publicUri(remote);
  const generated = Math.max(...dumps.map((dump) => dump.generated.getTime()));
  return {
    buildDefinition: {
      buildType: `${program}#dump-v1`,
      externalParameters:
        others.length === 0
          ? toParameters(first)
          : { dumps: dumps.map((dump) => ({ name: dump.name, ...toParameters(dump) })) },
      resolvedDependencies: [...commits].map((gitCommit) => toDependency(gitCommit, uri)),
    },
    runDetails: {
      builder: { id: program, version: { 'create-dump': version } },
      metadata: { finishedOn: `${new Date(generated).toISOString().slice(0, 19)}Z` },
    },
  };
}

const program = 'https://www.npmjs.com/package/create-dump';

function toDependency(gitCommit: string, uri: string | undefined) {
  const digest = { gitCommit };
  return uri === undefined ? { digest } : { uri: `git+${uri}`, digest };
}

function toParameters({ options, treeSha256, git }: DumpProvenance): object {
  return { options, treeSha256, ...(git && { branch: git.branch, dirty: git.dirty }) };
}
