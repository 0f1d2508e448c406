import { CreateDumpError } from '@create-dump/core';

/** An address that results are sent to. */
export interface HookUrl {
  /** Without user and password. Its path and query may be secret as well: never show it. */
  readonly href: string;
  /** Scheme, host and port: safe to show. */
  readonly shown: string;
  /** The header `Authorization`, if the URL had credentials. */
  readonly authorization?: string;
}

/**
 * Parses the address of `--on-result-url`: `https:`, or `http:` on this host.
 * @throws {CreateDumpError} `USAGE`. The message never contains a part of the URL: the path of a webhook is its password.
 */
export function parseHookUrl(text: string): HookUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !(url.protocol === 'https:' || url.protocol === 'http:')) {
    throw usage('is not a web address. Write it as https://HOST/PATH');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw usage('is not encrypted. Use https:, or http: on this host (127.0.0.1)');
  }
  const authorization = toAuthorization(url);
  url.username = '';
  url.password = '';
  url.hash = '';
  return { href: url.href, shown: url.origin, ...(authorization && { authorization }) };
}

/** The URL parser has brought every spelling of an IPv4 address into this form. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function toAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(credentials).toString('base64')}`;
  } catch {
    throw usage('has a "%" in its credentials, which must be written as %25');
  }
}

function usage(problem: string): CreateDumpError {
  return new CreateDumpError('USAGE', `The URL of --on-result-url ${problem}.`);
}
