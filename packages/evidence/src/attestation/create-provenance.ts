import { publicUri } from './public-uri.js';

/** How a dump came to be. */
export interface DumpProvenance {
  /** Version of create-dump. */
  readonly version: string;
  /** The options that change the content, as the manifest has them. */
  readonly options: object;
  /** Digest of the dumped tree, hexadecimal. */
  readonly treeSha256: string;
  /** Absent outside a git repository. */
  readonly git?: {
    readonly commit: string | null;
    readonly branch: string | null;
    readonly dirty: boolean | null;
    /** URL of the repository, as git has it; credentials are left out. */
    readonly remote?: string;
  };
  /** When the dump was made, as it says itself. */
  readonly generated: Date;
  /** The run's id. */
  readonly runId?: string;
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
    readonly metadata: { readonly invocationId?: string; readonly finishedOn: string };
  };
}

export const provenanceType = 'https://slsa.dev/provenance/v1';

/** Says what a dump was made of, with which options, by which program. It doesn't say on which machine or for whom. */
export function createProvenance(dump: DumpProvenance): ProvenancePredicate {
  const { version, options, treeSha256, git, generated, runId } = dump;
  const source = { treeSha256, ...(git && { branch: git.branch, dirty: git.dirty }) };
  return {
    buildDefinition: {
      buildType: dumpBuildType,
      externalParameters: { options, source },
      resolvedDependencies: git?.commit ? [commitOf(git.commit, git.remote)] : [],
    },
    runDetails: {
      builder: { id: builderId, version: { 'create-dump': version } },
      metadata: { ...(runId && { invocationId: runId }), finishedOn: secondsOf(generated) },
    },
  };
}

const dumpBuildType = 'https://www.npmjs.com/package/create-dump#dump-v1';
const builderId = 'https://www.npmjs.com/package/create-dump';

function commitOf(commit: string, remote: string | undefined) {
  const uri = remote === undefined ? undefined : publicUri(remote);
  return { ...(uri !== undefined && { uri: `git+${uri}` }), digest: { gitCommit: commit } };
}

function secondsOf(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
