import { hash } from 'node:crypto';
import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import type { ProjectSecrets } from '@create-dump/dumping';
import { readTextFile } from '@create-dump/files';
import type { World } from '../process/world.js';
import type { SecretsArguments } from './secrets-arguments.js';

/**
 * What a dump does with secrets, with the rules that it reads; undefined if nobody looks for them.
 * @throws {CreateDumpError} `CONFIG_INVALID` for a file that can't be read, or has something wrong in it.
 */
export async function toSecrets(
  { mode, rules: rulesFile, inline }: SecretsArguments,
  { cwd }: Pick<World, 'cwd'>,
): Promise<ProjectSecrets | undefined> {
  if (mode === 'off') return undefined;
  const rules = rulesFile === undefined ? undefined : await readRules(resolve(cwd, rulesFile));
  return {
    mode,
    finder: { ...(rules && { rules: rules.rules }), ...(!inline && { inlineAllow: false }) },
    recorded: {
      ...(rules && { secretsRules: rules.sha256 }),
      ...(!inline && { secretsInline: false }),
    },
  };
}

async function readRules(path: string) {
  const text = readNamed(path, '--secrets-rules');
  const { parseSecretRules } = await import('@create-dump/secrets');
  return { rules: await parseSecretRules(text, displayPath(path)), sha256: hash('sha256', text) };
}

/** In MiB. The rules of gitleaks have a tenth of one. */
const largestFile = 16;

function readNamed(path: string, option: string): string {
  const read = readTextFile(path, largestFile);
  if ('text' in read) return read.text;
  const what = 'missing' in read ? "doesn't exist" : read.wrong;
  throw new CreateDumpError('CONFIG_INVALID', `${option}: ${displayPath(path)} ${what}.`);
}
