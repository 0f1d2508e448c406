import { statSync } from 'node:fs';
import type { StatRules } from './compare-stat.js';
import type { Repository } from '../repository/open-repository.js';
import { parseGitBoolean } from '../config/parse-git-boolean.js';

/** Derives the rules of {@link compareStat} from a repository's configuration and its index file. */
export function readStatRules({ config, gitDirectory }: Repository): StatRules {
  const flag = (key: string, otherwise = true) => parseGitBoolean(config.get(key)) ?? otherwise;
  return {
    indexTime: statSync(`${gitDirectory}/index`, { throwIfNoEntry: false })?.mtimeMs ?? 0,
    fileMode: flag('core.filemode'),
    symlinks: flag('core.symlinks'),
    comparesPresent:
      flag('core.sparsecheckout', false) && !flag('sparse.expectfilesoutsideofpatterns', false),
    allStats: flag('core.trustctime') && config.get('core.checkstat')?.toLowerCase() !== 'minimal',
  };
}
