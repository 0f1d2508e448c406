import { type Arguments, readText, usage } from '@create-dump/command-line';
import type { SettingOrigins } from '../configuration/apply-settings.js';

/** With which key to sign, and what for. */
export interface SigningRequest {
  /** As given. */
  readonly key: string;
  readonly namespace: string;
}

/**
 * Reads --sign and --sign-namespace.
 * @param obstacle Why there is nothing to sign: the end of `--sign …`. A key from the settings is left aside then.
 * @throws {CreateDumpError} `USAGE`
 */
export function readSigning(
  argv: Arguments,
  { origins, obstacle }: { origins?: SettingOrigins | undefined; obstacle?: string | undefined },
): SigningRequest | undefined {
  const key = readText(argv, 'sign');
  if (key === undefined) return undefined;
  if (obstacle !== undefined) {
    if (origins?.has('sign')) return undefined;
    throw usage(`--sign ${obstacle}`);
  }
  return { key, namespace: readText(argv, 'sign-namespace') ?? 'file' };
}
