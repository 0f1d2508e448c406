/**
 * The URI of a git remote without what may be a secret: user, password, query and fragment. `git@host:path` becomes
 * `ssh://host/path`. Undefined for a local path, and for what isn't a remote that git knows.
 */
export function publicUri(remote: string): string | undefined {
  const scp = /^(?:[^/@:\s]+@)?([^/@:\s]{2,}):(?!:|\/\/)\/?(.+)$/.exec(remote);
  const url = parseUrl(scp === null ? remote : `ssh://${scp[1]}/${scp[2]}`);
  if (url === undefined || !schemes.has(url.protocol) || url.host === '') return undefined;
  return `${url.protocol}//${url.host}${url.pathname}`;
}

const schemes = new Set(['https:', 'http:', 'ssh:', 'git:']);

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
