import { CreateDumpError } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';
import { contentTypes } from './exposition-format.js';
import type { Gateway } from './parse-gateway.js';

export interface PushOptions {
  readonly gateway: Gateway;
  /** In the format `prometheus`. */
  readonly text: string;
  /** Replace the gateway's whole group (PUT), or only the metrics that are in `text` (POST). */
  readonly replace: 'group' | 'metrics';
  /** Milliseconds. Default: 5000. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/**
 * Sends metrics to a push gateway.
 * @throws {CreateDumpError} `WRITE_FAILED` if the gateway doesn't accept them in time. Rejects with the signal's reason.
 */
export async function pushMetrics(options: PushOptions): Promise<void> {
  const { gateway, text, replace, timeout = 5000, signal } = options;
  const limit = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(gateway.url, {
      method: replace === 'group' ? 'PUT' : 'POST',
      headers: {
        'Content-Type': contentTypes.prometheus,
        ...(gateway.authorization !== undefined && { Authorization: gateway.authorization }),
      },
      body: text,
      // Credentials must not follow a redirect to another host.
      redirect: 'manual',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    await response.body?.cancel();
    if (!response.ok) throw failure(gateway, `it answered with status ${response.status}`);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CreateDumpError) throw error;
    const why = limit.aborted ? `no answer in ${timeout / 1000} s` : describe(error);
    throw failure(gateway, why, error);
  }
}

/** The cause behind fetch's `fetch failed`. */
function describe(error: unknown): string {
  return describeSystemError(
    error instanceof Error && error.cause instanceof Error ? error.cause : error,
  );
}

function failure({ url }: Gateway, why: string, cause?: unknown): CreateDumpError {
  return new CreateDumpError('WRITE_FAILED', `Metrics were not pushed to ${url}: ${why}.`, {
    cause,
  });
}
