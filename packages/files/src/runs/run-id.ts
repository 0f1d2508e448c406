/*
 * Identity of runs. `createRunId` encodes process, host, boot and start time into a text that goes into temporary names and
 * locks; a later run reads it back with `parseRunId` and learns from `isRunOver` whether the earlier one has ended.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { readProcessStart } from './read-process-start.js';

export interface RunIdOptions {
  readonly pid: number;
  readonly hostname: string;
  /** The current time; recorded as the start of the run. */
  readonly now: Date;
}

/** The facts encoded in a run id. */
export interface RunOwner {
  readonly pid: number;
  /** Start time of the process in ticks since boot: distinguishes it from a later process with the same pid. */
  readonly startTicks: string;
  /** Digest of the host and the pid namespace, within which pids are unique. */
  readonly host: string;
  /** Digest of the boot id; undefined where there is no /proc. */
  readonly boot: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/**
 * Creates an id for one run: at most 60 characters of `[0-9a-z-]`. Another run can tell from it whether this one is still alive.
 * The host appears only as a digest.
 */
export function createRunId({ pid, hostname, now }: RunIdOptions): string {
  const host = shortDigest([hostname, readText('/etc/machine-id'), readLink('/proc/self/ns/pid')]);
  const { startTicks, boot } = readOwnProcess(pid) ?? { startTicks: '0', boot: unknownBoot };
  return [pid, startTicks, host, boot, now.getTime().toString(36)].join('-');
}

/** Undefined if `text` is not an id from {@link createRunId}. */
export function parseRunId(text: string): RunOwner | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, pid, startTicks = '', host = '', boot, started = ''] = match;
  return {
    pid: Number(pid),
    startTicks,
    host,
    boot: boot === unknownBoot ? undefined : boot,
    startedAt: Number.parseInt(started, 36),
  };
}

const pattern = /^(\d{1,10})-(\d{1,20})-([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-z]{1,11})$/;
const unknownBoot = '00000000';

/** Undefined where /proc is missing or shows another pid namespace. */
function readOwnProcess(pid: number): { startTicks: string; boot: string } | undefined {
  const bootId = readText('/proc/sys/kernel/random/boot_id');
  if (bootId === '' || readLink('/proc/self') !== String(pid)) return undefined;
  const startTicks = readProcessStart(pid);
  return startTicks === undefined ? undefined : { startTicks, boot: shortDigest([bootId]) };
}

function shortDigest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 8);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
