import { resolve } from 'node:path';
import { findStored, type StoreAccess } from '@create-dump/commands';
import { CreateDumpError, displayPath, isStoreUrl } from '@create-dump/core';
import type { DirectoryReport } from '@create-dump/markdown-reader';
import {
  describeSignature,
  judgeSnapshot,
  judgeStored,
  type SignatureReport,
  type Trust,
} from '@create-dump/snapshots';
import type { World } from '../../process/world.js';

/** The report on a dump, with the verdict on its signature if that was asked for. */
export interface SignedReport extends Omit<DirectoryReport, 'problems'> {
  readonly problems: readonly (DirectoryReport['problems'][number] | SignatureProblem)[];
  readonly signature?: SignatureReport;
}

interface SignatureProblem {
  readonly kind: 'signature';
  readonly message: string;
}

/** Judges the signature of a dump or an archive that was verified. One that isn't valid is a problem. */
export async function addSignature(
  report: DirectoryReport,
  trust: Trust | undefined,
  { world, access }: { readonly world: World; readonly access: StoreAccess },
): Promise<SignedReport> {
  const { cwd, temporaryDirectory: spoolDirectory, signal } = world;
  if (trust === undefined || report.problems.some(({ kind }) => kind === 'orphan')) return report;
  if (report.path === '-') return withProblem(report, 'Standard input has no signature.');
  try {
    const options = { trust, spoolDirectory, signal };
    const signature = isStoreUrl(report.path)
      ? (await judgeStored(await findStored(report.path, access, world), options)).report
      : await judgeSnapshot(resolve(cwd, report.path), options);
    const message = describeSignature(signature, report.path);
    return { ...(message === undefined ? report : withProblem(report, message)), signature };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    return withProblem(report, `The signature can't be judged: ${error.message}`);
  }
}

function withProblem(report: DirectoryReport, message: string): SignedReport {
  return { ...report, ok: false, problems: [...report.problems, { kind: 'signature', message }] };
}

/** Who signed, with which key, and as of when that is judged: what follows in a list of facts. Empty without a valid signature. */
export function signatureText({ signature }: SignedReport): string {
  if (signature?.state !== 'valid') return '';
  const { signer = '', key, time = '', timeBy } = signature;
  const certified =
    key?.certificate === undefined ? '' : ` certified as ${displayPath(key.certificate)}`;
  const untouched = key?.userPresence === false ? ', not touched' : '';
  const when = timeBy === 'signer' ? `at ${time}, as the signer claims` : `judged as of ${time}`;
  return `, signed by ${displayPath(signer)} with ${key?.fingerprint ?? ''}${certified}${untouched} ${when}`;
}
