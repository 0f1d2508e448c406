import { basename, resolve } from 'node:path';
import { CreateDumpError, displayPath, type ManifestHeader, type Observe } from '@create-dump/core';
import { readRemoteUrl, userGitFiles } from '@create-dump/dumping';
import type { DumpProvenance } from '@create-dump/evidence';
import { readIdentity, readTextFile, type RunIdOptions } from '@create-dump/files';
import { replaceFiles } from '../process/replace-files.js';
import type { World } from '../process/world.js';
import type { AttestationRequest } from './attestation-arguments.js';

/** A published dump. */
export interface AttestedDump {
  readonly path: string;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
  readonly treeSha256: string;
  readonly facts: Pick<ManifestHeader, 'options' | 'generated' | 'git'>;
}

/**
 * Checks before the work that attestations may be written: nothing but an older one is replaced.
 * @throws {CreateDumpError} `ALREADY_EXISTS`
 */
export function requireWritableAttestations(
  request: AttestationRequest | undefined,
  { cwd }: Pick<World, 'cwd'>,
): void {
  for (const given of [request?.statement, request?.predicate]) {
    const path = given === undefined ? undefined : resolve(cwd, given);
    if (path === undefined || readIdentity(path) === undefined || isAttestation(path)) continue;
    const message = `${displayPath(path)} exists and is not an attestation, so it is not replaced. Choose another name.`;
    throw new CreateDumpError('ALREADY_EXISTS', message);
  }
}

function isAttestation(path: string): boolean {
  const read = readTextFile(path, largest);
  if (!('text' in read)) return false;
  if (read.text === '') return true;
  try {
    const document = JSON.parse(read.text) as Record<string, unknown>;
    const { _type: type, buildDefinition } = document;
    return type === 'https://in-toto.io/Statement/v1' || typeof buildDefinition === 'object';
  } catch {
    return false;
  }
}

/** In MiB. */
const largest = 16;

/**
 * Writes what was asked for about published dumps; nothing if there is none.
 * @param root The directory that was dumped.
 * @throws {CreateDumpError} `WRITE_FAILED`
 */
export async function writeAttestations(
  { statement, predicate: alone }: AttestationRequest,
  { root, dumps }: { readonly root: string; readonly dumps: readonly AttestedDump[] },
  context: { readonly world: World; readonly process: RunIdOptions; readonly observe: Observe },
): Promise<void> {
  const { createProvenance, createStatement, provenanceType } =
    await import('@create-dump/evidence');
  const { world } = context;
  const [first, ...others] = dumps.map(toProvenance);
  if (first === undefined) return;
  const remote = readRemoteUrl(root, userGitFiles(world));
  const { version } = world;
  const predicate = createProvenance([first, ...others], { version, ...(remote && { remote }) });
  const subjects = dumps.map(({ path, sha256 }) => ({ name: basename(path), sha256 }));
  const toFile = (given: string | undefined, what: string, document: object) =>
    given === undefined
      ? []
      : [
          {
            path: resolve(world.cwd, given),
            what,
            content: `${JSON.stringify(document, null, 2)}\n`,
          },
        ];
  await replaceFiles(
    [
      ...toFile(statement, 'the attestation', createStatement(subjects, provenanceType, predicate)),
      ...toFile(alone, 'the predicate', predicate),
    ],
    context,
  );
}

function toProvenance({ path, treeSha256, facts }: AttestedDump): DumpProvenance {
  const { options, generated, git } = facts;
  const name = basename(path);
  const source = git && { git: { commit: git.commit, branch: git.branch, dirty: git.dirty } };
  return { name, options, treeSha256, generated: new Date(generated), ...source };
}
