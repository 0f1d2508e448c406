import { readRegularFile } from '@create-dump/files';
import type { GitConfig } from '../config/git-config.js';
import { parseGitBoolean } from '../config/parse-git-boolean.js';
import { listNames } from '../objects/list-names.js';
import type { RepositoryPlace } from './locate-repository.js';
import { objectId, packedRefsLimit, readRef } from './read-head.js';

/** The objects that `git replace` has others stand for: object id → id of the replacement. */
export function readReplacements(
  place: RepositoryPlace,
  config: GitConfig,
): ReadonlyMap<string, string> {
  const replacements = new Map<string, string>();
  if (parseGitBoolean(config.get('core.usereplacerefs')) === false) return replacements;
  const packed = readRegularFile(`${place.commonDirectory}/packed-refs`, {
    limit: packedRefsLimit,
    followLink: true,
  });
  const names = new Set(listNames(`${place.commonDirectory}/refs/replace`));
  if (packed?.includes(' refs/replace/')) {
    for (const [, name = ''] of packed.toString('latin1').matchAll(/ refs\/replace\/(\w+)$/gm)) {
      names.add(name);
    }
  }
  for (const name of names) {
    const target = readRef(place, `refs/replace/${name}`);
    if (objectId.test(name) && target !== undefined) replacements.set(name, target);
  }
  return replacements;
}
