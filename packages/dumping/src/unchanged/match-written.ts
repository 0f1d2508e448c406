import { join } from 'node:path';
import {
  CreateDumpError,
  type KeptDump,
  type ManifestHeader,
  type SkippedFile,
  skipReasons,
  type WrittenDump,
} from '@create-dump/core';
import { digestFile, openDump, openFileSource } from '@create-dump/markdown-reader';
import { hasSameManifest } from './compare-manifest.js';
import { type KeptPair, readKeptPair } from './kept-pair.js';
import type { KeptPlace } from './kept-place.js';
import { type KeptName, listDumpNames } from './list-dump-names.js';
import type { StatCache } from './stat-cache.js';

export interface MatchWrittenOptions extends KeptPlace {
  /** Where a compressed dump is unpacked. */
  readonly spoolDirectory: string;
  /** Proves that a dump is untouched since it was published. */
  readonly cache: StatCache | undefined;
  readonly reread: number;
}

/** A kept dump that equals the written one except for its time, with its files. */
export interface Match {
  readonly dump: KeptDump;
  readonly pair: KeptPair;
}

/** So many dumps of other trees with the same prefix are passed over. */
const mostCandidates = 50;

/** Returns the newest dump of the same tree if it is whole and equals the written one except for its time. */
export async function matchWritten(
  written: WrittenDump,
  options: MatchWrittenOptions,
  signal: AbortSignal,
): Promise<Match | undefined> {
  const { directory, prefix, extension, mode, mustBeSigned } = options;
  if (!isComplete(written)) return undefined;
  for (const name of listDumpNames(directory, prefix).slice(0, mostCandidates)) {
    const pair = readKeptPair(join(directory, name.fileName));
    if (pair === undefined) continue;
    const found = await compare({ pair, written }, options, signal);
    if (found === 'other tree') continue;
    const isLike =
      name.extension === extension &&
      pair.mode === mode &&
      (!mustBeSigned || pair.signaturePath !== undefined);
    const isSame = found !== undefined && isLike;
    if (!isSame || !(await isIntact(name, pair, { ...options, signal }))) return undefined;
    return { dump: toKept(pair, found, { written, reread: options.reread }), pair };
  }
  return undefined;
}

/** Whether the run deserves exit code 0, and whether the dump proves the content of each file that it shows. */
export function isComplete({
  skipped,
  unstable,
  redacted,
}: Pick<WrittenDump, 'skipped' | 'unstable' | 'redacted'>) {
  const isUnproven = ({ skipped: reason }: SkippedFile) =>
    reason === 'secret' || skipReasons[reason].fault;
  return unstable.length === 0 && redacted.length === 0 && !skipped.some(isUnproven);
}

/** The header of a dump that equals the written one. */
async function compare(
  { pair, written }: { readonly pair: KeptPair; readonly written: WrittenDump },
  { spoolDirectory }: MatchWrittenOptions,
  signal: AbortSignal,
): Promise<ManifestHeader | 'other tree' | undefined> {
  try {
    using source = await openFileSource(pair.path, { spoolDirectory, signal });
    const { header } = openDump(source);
    if (header.tree !== written.facts.tree) return 'other tree';
    return hasSameManifest(source, written) ? header : undefined;
  } catch (error) {
    // A damaged dump is no reason to skip the new one.
    if (error instanceof CreateDumpError) return undefined;
    throw error;
  }
}

async function isIntact(
  { fileName }: KeptName,
  { path, sha256, identity }: KeptPair,
  { cache, signal }: MatchWrittenOptions & { readonly signal: AbortSignal },
): Promise<boolean> {
  if (cache?.name === fileName && cache.identity === identity) return cache.sha256 === sha256;
  return (await digestFile(path, signal)) === sha256;
}

function toKept(
  { path, checksumPath, signaturePath, sha256 }: KeptPair,
  facts: ManifestHeader,
  { written, reread }: { readonly written: WrittenDump; readonly reread: number },
): KeptDump {
  const { treeSha256, dumpBytes, files, bytes, skipped } = written;
  const totals = { treeSha256, dumpBytes, files, bytes, skipped };
  const signed = signaturePath === undefined ? {} : { signaturePath };
  const unchanged = { by: 'content', reread } as const;
  return { ...totals, path, checksumPath, ...signed, sha256, facts, unchanged };
}
