import {
  type Arguments,
  readChoice,
  readDuration,
  readMode,
  readSwitch,
  readText,
  usage,
} from '@create-dump/command-line';
import { readLimits, readThreadMemory } from '../arguments/limit-arguments.js';
import { forRendering, readWorkers } from '../arguments/read-workers.js';
import type { SettingOrigins } from '../configuration/apply-settings.js';
import { readAttestation } from '../evidence/attestation-arguments.js';
import { readSigning } from '../evidence/signing-arguments.js';
import { readContents } from '../arguments/contents-argument.js';
import { readKeepingRequest } from '../keeping/keeping-arguments.js';
import { readSecretsArguments } from '../secrets/secrets-arguments.js';
import { readSelectionArguments } from '../selection/selection-arguments.js';
import { readStoreArguments } from '../stores/store-arguments.js';
import { isStoreUrl } from '@create-dump/core';

/**
 * Reads the arguments of `single`. Paths stay as given.
 * @throws {CreateDumpError} `USAGE` naming the option.
 */
export function readSingleArguments(argv: Arguments, origins?: SettingOrigins) {
  const request = {
    selection: readSelectionArguments(argv, origins),
    dest: readText(argv, 'dest'),
    store: readStoreArguments(argv),
    output: readText(argv, 'output'),
    force: readSwitch(argv, 'force', false),
    skipUnchanged: readSwitch(argv, 'skip-unchanged', false),
    compress: readSwitch(argv, 'compress', false),
    mode: readMode(argv, 'mode'),
    contents: readContents(argv),
    gitMeta: readSwitch(argv, 'git-meta', true),
    binary: readChoice(argv, 'binary', ['list', 'embed', 'skip']) ?? 'list',
    secrets: readSecretsArguments(argv),
    name: readText(argv, 'name'),
    group: readText(argv, 'group'),
    keeping: readKeepingRequest(argv),
    ledger: readSwitch(argv, 'ledger', false),
    signing: readSigning(argv, { origins, obstacle: streamObstacle(argv) }),
    attestation: readAttestation(argv),
    dryRun: readSwitch(argv, 'dry-run', false),
    strict: readSwitch(argv, 'strict', false),
    workers: readWorkers(argv, forRendering),
    memory: readThreadMemory(argv),
    limits: readLimits(argv),
    timeout: readDuration(argv, 'timeout'),
    json: readSwitch(argv, 'json', false),
    quiet: readSwitch(argv, 'quiet', false),
    verbose: readSwitch(argv, 'verbose', false),
  } as const;
  if (request.dest !== undefined && request.output !== undefined) {
    throw usage('--dest and --output both set where the dump goes: give only one of them.');
  }
  if (request.force && request.output === '-') {
    throw usage('--force only applies to a file, and --output - is standard output.');
  }
  if (request.json && request.output === '-') {
    throw usage('--json and --output - both write to standard output: give only one of them.');
  }
  if (request.skipUnchanged && request.output !== undefined) {
    throw usage(
      '--skip-unchanged compares with the newest dump in a directory: give --dest instead of --output.',
    );
  }
  if (request.ledger && request.output !== undefined) {
    throw usage('Only dumps in a directory are recorded: give --dest instead of --output.');
  }
  if (request.keeping !== undefined && request.output !== undefined) {
    throw usage('Only dumps in a directory can be archived: give --dest instead of --output.');
  }
  const idle = isStoreUrl(request.dest ?? '') ? onlyOnDisk(request) : undefined;
  if (idle !== undefined) {
    throw usage(`${idle} is for dumps in a directory, and --dest is a bucket.`);
  }
  if (request.attestation !== undefined && request.output === '-') {
    throw usage('Only dumps in a file can be attested: give --dest instead of --output -.');
  }
  return request;
}

interface DiskOptions {
  readonly skipUnchanged: boolean;
  readonly ledger: boolean;
  readonly keeping: unknown;
  readonly attestation: unknown;
}

/** The first option that buckets don't have. */
function onlyOnDisk(request: DiskOptions): string | undefined {
  if (request.skipUnchanged) return '--skip-unchanged';
  if (request.ledger) return '--ledger';
  if (request.keeping !== undefined) return '--archive';
  return request.attestation === undefined ? undefined : '--attest';
}

function streamObstacle(argv: Arguments): string | undefined {
  if (readText(argv, 'output') !== '-') return undefined;
  return 'signs a checksum file, and --output - writes none: give --dest instead.';
}

export type SingleRequest = ReturnType<typeof readSingleArguments>;
