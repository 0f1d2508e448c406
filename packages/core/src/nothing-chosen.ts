import { CreateDumpError } from './create-dump-error.js';
import { describeUnmatched } from './describe-unmatched.js';
import type { Listing } from './discover.js';
import { displayPath } from './display-path.js';
import { isNegated } from './globs/compile-path-filter.js';
import { skipReasons } from './source-file.js';

/** @throws {CreateDumpError} `NO_FILES_CHOSEN`, with the reason, if a dump of these files would have no section. */
export function requireChosen(discovery: Listing): void {
  const { files, skipped } = discovery;
  if (files.length > 0 || skipped.some((file) => skipReasons[file.skipped].section)) return;
  const causes = unmatchedFiles(discovery) ?? otherCauses(discovery);
  throw new CreateDumpError('NO_FILES_CHOSEN', `There is no file to dump: ${causes}`);
}

/** Patterns of `files` that matched nothing leave less to say about other rules. */
function unmatchedFiles({ unmatched = [] }: Listing): string | undefined {
  const sentences = unmatched
    .filter(({ option, pattern }) => option === 'files' && !isNegated(pattern))
    .map((one) => describeUnmatched(one));
  if (sentences.length === 0) return undefined;
  const text = sentences.join(' ');
  return `${text.charAt(0).toLowerCase()}${text.slice(1)} No dump was written.`;
}

function otherCauses({ busiestRule, skipped }: Listing): string {
  const rule =
    busiestRule &&
    `${displayPath(busiestRule.source)}:${busiestRule.line} "${displayPath(busiestRule.pattern)}" ignores everything.`;
  const left =
    skipped.length > 0 &&
    `The options leave out ${skipped.length === 1 ? 'the one file there is' : `${skipped.length} files`}.`;
  const causes = [rule, left].filter(Boolean).join(' ') || 'The tree has no files.';
  const remedy = busiestRule?.source.endsWith('.dumpignore')
    ? '--include brings files back.'
    : '--no-use-gitignore turns the ignore rules off.';
  return `${causes} No dump was written. (${remedy})`;
}
