import { CreateDumpError } from '@create-dump/core';

/** Where the Redis of a queue is. */
export interface QueueAddress {
  /** With the password, if there is one: not for messages. */
  readonly url: string;
  /** Without user and password. */
  readonly shown: string;
}

/**
 * Parses `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS. Messages don't repeat the text, which may contain
 * a password.
 * @throws {CreateDumpError} `USAGE`
 */
export function parseQueueUrl(text: string): QueueAddress {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw invalid('is not a URL');
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw invalid('does not begin with redis:// or rediss://');
  }
  if (url.hostname === '') throw invalid('names no host');
  if (!/^\/?\d{0,5}$/.test(url.pathname)) throw invalid('has a path that is not a database number');
  if (url.search !== '' || url.hash !== '') throw invalid('has more than a database number');
  return { url: url.href, shown: `${url.protocol}//${url.host}${url.pathname}` };
}

function invalid(problem: string): CreateDumpError {
  return new CreateDumpError(
    'USAGE',
    `The address of the queue ${problem}. Write redis://host:6379, or rediss:// for TLS.`,
  );
}
