import { CreateDumpError } from './create-dump-error.js';
import { displayPath } from './display-path.js';
import type { SecretFinding } from './secret-finding.js';

/** Throws `REFUSED` if there are secrets for which nothing may be published. `first` are those to be named. */
export function refuseSecrets({
  first,
  count,
}: {
  readonly first: readonly SecretFinding[];
  readonly count: number;
}): void {
  if (count === 0) return;
  const named = first.map(({ path, line, rule }) => `${displayPath(path)}:${line} (${rule})`);
  const more = count > named.length ? ` and ${count - named.length} more` : '';
  const secrets = count === 1 ? 'a secret' : `${count} secrets`;
  throw new CreateDumpError(
    'REFUSED',
    `Refused by --secrets fail: the dump would hold ${secrets}: ${named.join(', ')}${more}. No dump was written. (--secrets redact replaces secrets, --secrets-baseline allows known ones.)`,
  );
}
