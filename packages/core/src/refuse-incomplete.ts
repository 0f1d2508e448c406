import { CreateDumpError } from './create-dump-error.js';
import { displayPath } from './display-path.js';
import type { WrittenDump } from './kept-dumps.js';
import { type SkippedFile, skipReasons } from './source-file.js';

/** Throws `REFUSED` for a dump that lacks a content that it should have. */
export function refuseIncomplete({
  skipped,
  unstable,
  redacted,
}: Pick<WrittenDump, 'skipped' | 'unstable' | 'redacted'>): void {
  const reasons = [
    ...skipped.filter(isMissing).map((file) => `${displayPath(file.path)} (${file.skipped})`),
    ...unstable.map((path) => `${displayPath(path)} (changed while it was read)`),
    ...redacted.map((path) => `${displayPath(path)} (redacted)`),
  ];
  if (reasons.length === 0) return;
  const named = reasons.slice(0, 5).join(', ');
  const more = reasons.length > 5 ? ` and ${reasons.length - 5} more` : '';
  throw new CreateDumpError(
    'REFUSED',
    `Refused by --strict: the dump would lack the content of ${named}${more}. No dump was written. (--binary embed includes binary files, --exclude leaves files out.)`,
  );
}

function isMissing(file: SkippedFile): boolean {
  return skipReasons[file.skipped].missing;
}
