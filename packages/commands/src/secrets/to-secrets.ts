import { hash } from 'node:crypto';
import { resolve } from 'node:path';
import { CreateDumpError, displayPath } from '@create-dump/core';
import type { ProjectSecrets } from '@create-dump/dumping';
import { readTextFile } from '@create-dump/files';
import type { World } from '../process/world.js';
import type { SecretsArguments } from './secrets-arguments.js';

/**
 * What a dump does with secrets, with the rules and the baseline that it reads; undefined if nobody looks for them.
 * @throws {CreateDumpError} `CONFIG_INVALID` for a file that can't be read, or has something wrong in it.
 */
export async function toSecrets(
  { mode, baseline: baselineFile, rules: rulesFile, inline }: SecretsArguments,
  { cwd }: Pick<World, 'cwd'>,
): Promise<ProjectSecrets | undefined> {
  if (mode === 'off') return undefined;
  const { parseSecretBaseline, parseSecretRules } = await import('@create-dump/secrets');
  const rules = readNamed(rulesFile, '--secrets-rules', cwd);
  const baseline = readNamed(baselineFile, '--secrets-baseline', cwd);
  return {
    mode,
    finder: {
      ...(rules && { rules: await parseSecretRules(rules.text, rules.name) }),
      ...(baseline && { baseline: parseSecretBaseline(baseline.text, baseline.name) }),
      ...(!inline && { inlineAllow: false }),
    },
    recorded: {
      ...(rules && { secretsRules: rules.sha256 }),
      ...(baseline && { secretsBaseline: baseline.sha256 }),
      ...(!inline && { secretsInline: false }),
    },
  };
}

/** In MiB. The rules of gitleaks have a tenth of one. */
const largestFile = 16;

function readNamed(file: string | undefined, option: string, cwd: string) {
  if (file === undefined) return undefined;
  const path = resolve(cwd, file);
  const name = displayPath(path);
  const read = readTextFile(path, largestFile);
  if ('text' in read) return { name, text: read.text, sha256: hash('sha256', read.text) };
  const what = 'missing' in read ? "doesn't exist" : read.wrong;
  throw new CreateDumpError('CONFIG_INVALID', `${option}: ${name} ${what}.`);
}
