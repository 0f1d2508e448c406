import type { ManifestObject } from '../manifests/parse-json-manifest.js';
import type { ProjectSearchContext } from '../project-finder.js';
import { isFile } from '../manifests/is-file.js';

/** Whether the root's package.json is yarn's: it says so itself, or yarn's files are beside it. */
export async function usesYarn(
  context: ProjectSearchContext,
  { packageManager }: ManifestObject,
): Promise<boolean> {
  if (typeof packageManager === 'string') return packageManager.startsWith('yarn@');
  return (await isFile(context, 'yarn.lock')) || (await isFile(context, '.yarnrc.yml'));
}
