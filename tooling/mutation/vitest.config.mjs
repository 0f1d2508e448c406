import { fileURLToPath } from 'node:url';
import { testProject } from '@create-dump/tooling-vitest';
import { mergeConfig } from 'vitest/config';
import { parts } from './src/parts.mjs';

const name = process.env['MUTATION_PART'] ?? '';
const part = parts[name];
if (part === undefined) throw new Error(`MUTATION_PART=${name} is no part: see src/parts.mjs.`);

/** The tests of the part's package, in the copy of the workspace that this file is in. */
export default mergeConfig(testProject(name), {
  root: fileURLToPath(new URL(`../../packages/${part.package}`, import.meta.url)),
  test: { exclude: part.skippedTests.map((glob) => `test/${glob}`) },
});
