import { displayPath, type SkipReason } from '@create-dump/core';

const reasons: Readonly<Record<SkipReason, string>> = {
  binary: 'Binary, not text: --binary embed puts it into the dump',
  'too-large': 'Larger than --max-size',
  special: 'A FIFO, socket or device',
  submodule: 'Another repository inside the tree',
  excluded: 'Excluded by a rule',
  deleted: 'Exists in the earlier revision only',
  unreadable: 'No permission to read it',
  secret: 'Holds secrets that can’t be redacted',
  vanished: 'Deleted while the dump was made',
  'io-error': 'The operating system failed to read it',
};

/** Explains why the content of a file isn't in the dump. */
export function explainSkip(reason: string, detail: string | undefined): string {
  const text = Object.hasOwn(reasons, reason) ? reasons[reason as SkipReason] : reason;
  return detail === undefined || detail === '' ? text : `${text} (${displayPath(detail)})`;
}
