import type { Origin } from '@create-dump/config';
import {
  type Arguments,
  readChoice,
  readDuration,
  readList,
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
import { readQueueRequest } from '../queue/queue-request.js';
import { readSecretsArguments } from '../secrets/secrets-arguments.js';
import { readSelectionArguments } from '../selection/selection-arguments.js';

/**
 * Reads the arguments for the batch as a whole. Paths stay as given.
 * @throws {CreateDumpError} `USAGE` naming the option.
 */
export function readBatchArguments(argv: Arguments, origins?: SettingOrigins) {
  const request = {
    root: readText(argv, 'root') ?? '.',
    dirs: readList(argv, 'dirs')?.flatMap((value) => value.split(',')),
    pattern: readList(argv, 'pattern'),
    affected: readText(argv, 'affected'),
    resume: readSwitch(argv, 'resume', false),
    nested: readSwitch(argv, 'nested', false),
    list: readSwitch(argv, 'list', false),
    dest: readText(argv, 'dest'),
    mode: readMode(argv, 'mode'),
    keeping: readKeepingRequest(argv),
    jobs: readJobs(argv),
    queue: readQueueRequest(argv),
    timeout: readDuration(argv, 'timeout'),
    atomic: readSwitch(argv, 'atomic', false),
    wait: readWait(argv),
    secretsReport: readText(argv, 'secrets-report'),
    ledger: readSwitch(argv, 'ledger', false),
    signing: readSigning(argv, { origins }),
    attestation: readAttestation(argv),
    dryRun: readSwitch(argv, 'dry-run', false),
    workers: readWorkers(argv, forRendering),
    memory: readThreadMemory(argv),
    json: readSwitch(argv, 'json', false),
    quiet: readSwitch(argv, 'quiet', false),
    verbose: readSwitch(argv, 'verbose', false),
  } as const;
  if (request.dirs !== undefined && request.pattern !== undefined) {
    throw usage('--dirs and --pattern both select the projects: give only one of them.');
  }
  return request;
}

export type BatchRequest = ReturnType<typeof readBatchArguments>;

/**
 * Reads the arguments for the dump of one project, from the command line or that project's settings.
 * @throws {CreateDumpError} `USAGE` naming the option.
 */
export function readProjectArguments(
  argv: Arguments,
  ...sources: [origins?: SettingOrigins, isShared?: (origin: Origin | undefined) => boolean]
) {
  return {
    selection: readSelectionArguments(argv, ...sources),
    skipUnchanged: readSwitch(argv, 'skip-unchanged', false),
    compress: readSwitch(argv, 'compress', false),
    mode: readMode(argv, 'mode'),
    contents: readContents(argv),
    gitMeta: readSwitch(argv, 'git-meta', true),
    binary: readChoice(argv, 'binary', ['list', 'embed', 'skip']) ?? 'list',
    secrets: readSecretsArguments(argv),
    strict: readSwitch(argv, 'strict', false),
    group: readText(argv, 'group'),
    limits: readLimits(argv),
  } as const;
}

/** A larger number is most likely a typing error. */
const mostJobs = 256;

function readJobs(argv: Arguments): number | undefined {
  const text = readText(argv, 'jobs');
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text) && Number(text) <= mostJobs) return Number(text);
  throw usage(`--jobs "${text}" is not a number of projects. Write 1 to ${mostJobs}.`);
}

/** Milliseconds to wait; without a value, no limit. */
function readWait(argv: Arguments): number {
  const value = argv['wait'];
  if (value === '' || value === true) return Infinity;
  if (value === false) return 0;
  return readDuration(argv, 'wait') ?? 0;
}
