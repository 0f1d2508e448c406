import { statSync } from 'node:fs';
import type { StatRules } from './compare-stat.js';
import type { Repository } from '../repository/open-repository.js';
import { parseGitBoolean } from '../config/parse-git-boolean.js';

/** Derives the rules of {@link compareStat} from a repository's configuration and its index file. */
export function readStatRules({ config, gitDirectory }: Repository): StatRules {
  const flag = (key: string) => parseGitBoolean(config.get(key)) ?? true;
  return {
    indexTime: statSync(`${gitDirectory}/index`, { throwIfNoEntry: false })?.mtimeMs ?? 0,
    fileMode: flag('core.filemode'),
    symlinks: flag('core.symlinks'),
    allStats: flag('core.trustctime') && config.get('core.checkstat')?.toLowerCase() !== 'minimal',
  };
}
