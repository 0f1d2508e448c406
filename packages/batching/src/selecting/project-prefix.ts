import { createHash } from 'node:crypto';
import { encodePath, toDumpPrefix } from '@create-dump/core';

/** The prefix of the root's own dump. */
const ofRoot = 'root';
const separator = '+';
const digestLength = 10;

/**
 * The prefix of a project's dumps. It depends on the project's path alone: the parts of the path joined by `+`
 * (`packages+api`), and `root` for `.`. Where that would be ambiguous, a digest of the path follows, so no two paths share a
 * prefix.
 *
 * @param directory Relative to the batch's root, with `/`; `.` for the root itself.
 * @param stem Precedes the prefix, to distinguish batches with the same destination.
 */
export function toProjectPrefix(directory: string, stem?: string): string {
  const slug = directory === '.' ? ofRoot : toSlug(directory);
  return stem === undefined ? slug : `${stem}${separator}${slug}`;
}

function toSlug(directory: string): string {
  const joined = directory.replaceAll('/', separator);
  const isReadable =
    !directory.includes(separator) &&
    joined !== ofRoot &&
    Buffer.byteLength(joined) <= maxBytes &&
    toDumpPrefix(joined) === joined &&
    !endsWithDigest.test(joined);
  if (isReadable) return joined;
  const digest = createHash('sha256').update(encodePath(directory)).digest('hex');
  return `${cut(toDumpPrefix(joined))}-${digest.slice(0, digestLength)}`;
}

/** Leaves room in a file name for the stem, digest, time and extension. */
const maxBytes = 100;
const endsWithDigest = new RegExp(`-[0-9a-f]{${digestLength}}$`);

/** Truncates to whole characters within `maxBytes`. */
function cut(text: string): string {
  let bytes = 0;
  let cut = '';
  for (const char of text) {
    bytes += Buffer.byteLength(char);
    if (bytes > maxBytes) break;
    cut += char;
  }
  return cut;
}
