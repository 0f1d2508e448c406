import { createHash } from 'node:crypto';
import { encodePath, toDumpPrefix } from '@create-dump/core';

/** The prefix of the root's own dump. */
const ofRoot = 'root';
const separator = '+';
const digestLength = 10;

/**
 * The prefix of a project's dumps, of its path alone, whatever other projects there are: the names on its path, joined by
 * `+` (`packages+api`), and `root` for `.`. Where that could be taken for another path's, a digest of the path follows, so
 * no two paths have one prefix.
 * @param directory Relative to the batch's root, with `/`; `.` for the root itself.
 * @param stem Goes before it, to tell batches with one destination apart.
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

/** Leaves room in a file's name for a stem, the digest, the time and the extension. */
const maxBytes = 100;
const endsWithDigest = new RegExp(`-[0-9a-f]{${digestLength}}$`);

/** The first whole characters. */
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
