import {
  type Arguments,
  parseDuration,
  readMode,
  readSize,
  readSwitch,
  readText,
  usage,
} from '@create-dump/command-line';
import type { SettingOrigins } from '../configuration/apply-settings.js';
import { readSigning } from '../evidence/signing-arguments.js';
import { readTrust } from '../evidence/trust-arguments.js';

/**
 * Reads the arguments of `audit`. Paths stay as given.
 * @throws {CreateDumpError} `USAGE` naming the option.
 */
export function readAuditArguments(argv: Arguments, origins?: SettingOrigins) {
  const request = {
    sample: readShare(argv, 'sample'),
    budget: readSize(argv, 'budget'),
    maxAge: readMaxAge(argv, 'max-age'),
    adopt: readSwitch(argv, 'adopt', false),
    checkpoint: readText(argv, 'checkpoint'),
    checkpointOut: readText(argv, 'checkpoint-out'),
    signing: readSigning(argv, { origins, obstacle: checkpointObstacle(argv) }),
    trust: readTrust(argv),
    mode: readMode(argv, 'mode'),
    dryRun: readSwitch(argv, 'dry-run', false),
    json: readSwitch(argv, 'json', false),
    quiet: readSwitch(argv, 'quiet', false),
    verbose: readSwitch(argv, 'verbose', false),
  } as const;
  if (request.sample !== undefined && request.budget !== undefined) {
    throw usage('--sample and --budget both limit how much is read: give only one of them.');
  }
  return request;
}

export interface AuditRequest extends ReturnType<typeof readAuditArguments> {
  readonly directory: string;
}

function checkpointObstacle(argv: Arguments): string | undefined {
  if (readText(argv, 'checkpoint-out') !== undefined) return undefined;
  return 'signs the checkpoint: add --checkpoint-out FILE.';
}

/** From 0 to 1. */
function readShare(argv: Arguments, name: string): number | undefined {
  const text = readText(argv, name);
  if (text === undefined) return undefined;
  const percent = /^(\d{1,3}(?:\.\d{1,3})?)%$/.exec(text)?.[1];
  const share = Number(percent) / 100;
  if (share > 0 && share <= 1) return share;
  throw usage(`--${name} "${text}" is not a share. Write a percentage up to 100%, such as 5%.`);
}

/** In milliseconds. Unlike that of a timer, it may be longer than 24 days. */
function readMaxAge(argv: Arguments, name: string): number | undefined {
  const text = readText(argv, name);
  if (text === undefined) return undefined;
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  throw usage(`--${name} "${text}" is not a duration. Write 12h or 30d.`);
}
