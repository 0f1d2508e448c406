import { CreateDumpError } from '@create-dump/core';

export interface GatewayOptions {
  /** The value of the label `instance`, where the URL has no group of its own. */
  readonly instance: string;
}

/** Where metrics are pushed to. */
export interface Gateway {
  /** With the group, without credentials: it may be shown. */
  readonly url: string;
  /** The header that credentials in the URL stand for. */
  readonly authorization?: string;
}

/**
 * Reads the URL of a push gateway: `https://user:password@host:9091`, also with a path before `/metrics`; or with a
 * group of labels, `…/metrics/job/NAME/LABEL/VALUE`. Without one it is the job `create_dump` with the instance.
 * @throws {CreateDumpError} `USAGE`, in words without any part of the URL: it may hold a password.
 */
export function parseGateway(text: string, { instance }: GatewayOptions): Gateway {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !(url.protocol === 'http:' || url.protocol === 'https:')) {
    throw usage('is not a URL: write http://HOST:9091');
  }
  if (url.search !== '' || url.hash !== '') throw usage('must have no "?" and no "#"');
  return { url: url.origin + toGroupPath(url.pathname, instance), ...toAuthorization(url) };
}

/** https://github.com/prometheus/pushgateway#url: pairs of label and value, the job first; values may be base64. */
const group = /\/metrics\/job(@base64)?\/[^/]+(\/[a-zA-Z_]\w*(@base64)?\/[^/]+)*$/;

function toGroupPath(path: string, instance: string): string {
  const base = path.replace(/\/+$/, '');
  if (group.test(base)) return base;
  if (/\/metrics(\/|$)/.test(base)) {
    throw usage(
      'must end in /metrics/job/NAME, with pairs /LABEL/VALUE after it, or have no /metrics',
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
    throw usage('has a "%" in its credentials that must be written as %25');
  }
}

function usage(problem: string): CreateDumpError {
  return new CreateDumpError('USAGE', `The URL of the push gateway ${problem}.`);
}
