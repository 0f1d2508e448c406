import { CreateDumpError } from './create-dump-error.js';
import { describeUnmatched, mayMatchNothing, unmatchedClause } from './describe-unmatched.js';
import type { Listing, UnmatchedPattern } from './discover.js';
import type { Observe } from './dump-event.js';
import { requireChosen } from './nothing-chosen.js';

/**
 * Warns of what may be wrong with a choice of files: what discovery warns of, and patterns that matched nothing.
 *
 * @param strict Refuse such patterns.
 * @throws {CreateDumpError} `NO_FILES_CHOSEN` if nothing was chosen, `REFUSED`.
 */
export function announceDiscovery(discovery: Listing, strict: boolean, observe: Observe): void {
  for (const message of discovery.warnings ?? []) observe({ type: 'warned', message });
  requireChosen(discovery);
  const unmatched = (discovery.unmatched ?? []).filter(
    (one) => one.source?.isShared !== true && !mayMatchNothing(one),
  );
  if (strict && unmatched.length > 0) throw refusal(unmatched);
  for (const one of unmatched) observe({ type: 'warned', message: describeUnmatched(one) });
}

function refusal(unmatched: readonly UnmatchedPattern[]): CreateDumpError {
  const shown = unmatched.slice(0, 5).map((one) => unmatchedClause(one));
  const more = unmatched.length > 5 ? `; and ${unmatched.length - 5} more` : '';
  return new CreateDumpError(
    'REFUSED',
    `Refused by --strict: ${shown.join('; ')}${more}. No dump was written.`,
  );
}
