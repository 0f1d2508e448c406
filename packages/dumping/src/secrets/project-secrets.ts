import type { SecretFinder, SecretMode } from '@create-dump/core';
import type { SecretGate } from '@create-dump/markdown-writer';

/** What a finder is made of: plain data, as each render thread makes one of its own. */
export type FinderOptions = Readonly<Record<string, unknown>>;

/** Makes a finder. Rejects with a `CreateDumpError` `CONFIG_INVALID` for options that it can't use. */
export type CreateFinder = (options: FinderOptions) => SecretFinder | Promise<SecretFinder>;

/** What is done with secrets in a dump. Plain data. */
export interface ProjectSecrets {
  readonly mode: SecretMode;
  readonly finder: FinderOptions;
  /** What a redacted dump records of the options of its finder, such as the digests of rules and baseline. */
  readonly recorded?: Readonly<Record<string, unknown>>;
}

export async function openGate(
  { mode, finder }: ProjectSecrets,
  createFinder: CreateFinder,
): Promise<SecretGate> {
  return { mode, finder: await createFinder(finder) };
}
