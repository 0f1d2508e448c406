import type { Repository } from './open-repository.js';

/** The ref that a branch is configured to follow, such as `refs/remotes/origin/main`; undefined if there is none. */
export function findUpstream({ config }: Repository, branch: string): string | undefined {
  const remote = config.get(`branch.${branch}.remote`);
  const merge = config.get(`branch.${branch}.merge`);
  if (remote === undefined || merge === undefined) return undefined;
  if (remote === '.') return merge;
  for (const refspec of config.all(`remote.${remote}.fetch`)) {
    const [source = '', target = ''] = refspec.replace(/^\+/, '').split(':');
    const [before = '', after] = source.split('*');
    if (target === '') continue;
    if (after === undefined) {
      if (source === merge) return target;
      continue;
    }
    const isLong = merge.length >= before.length + after.length;
    if (isLong && merge.startsWith(before) && merge.endsWith(after)) {
      const middle = merge.slice(before.length, merge.length - after.length);
      return target.split('*').join(middle);
    }
  }
  return undefined;
}
