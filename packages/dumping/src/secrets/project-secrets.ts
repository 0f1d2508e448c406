import type { SecretFinder, SecretMode } from '@create-dump/core';
import type { SecretGate } from '@create-dump/markdown-writer';
import type { SecretFinderOptions } from '@create-dump/secrets';

/** What is done with secrets in a dump. Plain data: each render thread makes a finder of its own. */
export interface ProjectSecrets {
  readonly mode: SecretMode;
  readonly finder: SecretFinderOptions;
  /** What a redacted dump records of the options of its finder, such as the digests of rules and baseline. */
  readonly recorded?: Readonly<Record<string, unknown>>;
}

/** Makes a finder. Rejects with a `CreateDumpError` `CONFIG_INVALID` for options that it can't use. */
export type CreateFinder = (options: SecretFinderOptions) => SecretFinder | Promise<SecretFinder>;

export async function openGate(
  { mode, finder }: ProjectSecrets,
  createFinder: CreateFinder = createOwnFinder,
): Promise<SecretGate> {
  return { mode, finder: await createFinder(finder) };
}

/** Loads the rules only where secrets are looked for. */
async function createOwnFinder(options: SecretFinderOptions): Promise<SecretFinder> {
  const { createSecretFinder } = await import('@create-dump/secrets');
  return createSecretFinder(options);
}
