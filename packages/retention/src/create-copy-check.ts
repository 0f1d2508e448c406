import { CreateDumpError, displayPath } from '@create-dump/core';
import type { ApplyRetentionOptions, RemovableItem } from './removal-plan.js';
import { identifyFile } from './known-file.js';

/**
 * Creates the check that an item isn't the last copy. It rejects with `REFUSED` unless `hasOtherCopy` confirms another verified
 * copy or, without that option, a kept item of the same group still exists and is proven.
 */
export function createCopyCheck<T extends RemovableItem>(
  keep: readonly { readonly item: T }[],
  { hasOtherCopy, prove }: Pick<ApplyRetentionOptions<T>, 'hasOtherCopy' | 'prove'>,
): (item: T) => Promise<void> {
  if (hasOtherCopy !== undefined) {
    return async (item) => {
      if (!(await hasOtherCopy(item))) throw refused(item, 'there is no other verified copy of it');
    };
  }
  const candidates = groupKept(keep);
  return async (item) => {
    const kept = candidates.get(item.group) ?? [];
    // Each item is proven once; after that it only has to be unchanged. One that fails is dropped.
    for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
      if (
        (await isUnchanged(last.item)) &&
        (last.proven ||= (await prove(last.item)) === 'proven')
      ) {
        return;
      }
      kept.pop();
    }
    throw refused(item, `no verified item of its group "${displayPath(item.group)}" would remain`);
  };
}

interface Candidate<T> {
  readonly item: T;
  proven: boolean;
}

/** In the order of the plan: the newest last. */
function groupKept<T extends RemovableItem>(keep: readonly { readonly item: T }[]) {
  const groups = new Map<string, Candidate<T>[]>();
  for (const { item } of keep) {
    const group = groups.get(item.group) ?? [];
    groups.set(item.group, group);
    group.push({ item, proven: false });
  }
  return groups;
}

async function isUnchanged({ files }: RemovableItem): Promise<boolean> {
  for (const { path, identity } of files) {
    const found = await identifyFile(path);
    if (typeof found !== 'object' || found.identity !== identity) return false;
  }
  return files.length > 0;
}

function refused({ id }: RemovableItem, why: string): CreateDumpError {
  return new CreateDumpError('REFUSED', `${displayPath(id)} was not removed, because ${why}.`);
}
