import { CreateDumpError } from '@create-dump/core';

export interface GatewayOptions {
  /** Value of the label `instance` if the URL names no group. */
  readonly instance: string;
}

/** A push gateway, with the group to push to. */
export interface Gateway {
  /** Includes the group, but no credentials, so it is safe to show. */
  readonly url: string;
  /** The header `Authorization`, if the URL had credentials. */
  readonly authorization?: string;
}

/**
 * Parses the URL of a push gateway: `https://user:password@host:9091`, optionally with a path, or with a group of labels:
 * `…/metrics/job/NAME/LABEL/VALUE`. The default group is the job `create_dump` with the instance.
 * @throws {CreateDumpError} `USAGE`. The message never contains a part of the URL, which may hold a password.
 */
export function parseGateway(text: string, { instance }: GatewayOptions): Gateway {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !(url.protocol === 'http:' || url.protocol === 'https:')) {
    throw usage('is not an HTTP URL. Write it as http://HOST:9091');
  }
  if (url.search !== '' || url.hash !== '') throw usage('must not contain "?" or "#"');
  return { url: url.origin + toGroupPath(url.pathname, instance), ...toAuthorization(url) };
}

/** Pairs of label and value, the job first; values may be base64: https://github.com/prometheus/pushgateway#url */
const group = /\/metrics\/job(@base64)?\/[^/]+(\/[a-zA-Z_]\w*(@base64)?\/[^/]+)*$/;

function toGroupPath(path: string, instance: string): string {
  const base = path.replace(/\/+$/, '');
  if (group.test(base)) return base;
  if (/\/metrics(\/|$)/.test(base)) {
    throw usage(
      'must either not contain /metrics, or end with /metrics/job/NAME and pairs of /LABEL/VALUE',
    );
  }
  return `${base}/metrics/job/create_dump/instance/${encodeURIComponent(instance)}`;
}

function toAuthorization({ username, password }: URL): Pick<Gateway, 'authorization'> {
  if (username === '' && password === '') return {};
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  } catch {
    throw usage('has a "%" in its credentials, which must be written as %25');
  }
}

function usage(problem: string): CreateDumpError {
  return new CreateDumpError('USAGE', `The URL of the push gateway ${problem}.`);
}
