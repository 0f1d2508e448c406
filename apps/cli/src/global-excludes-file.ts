import { join } from 'node:path';
import type { World } from './world.js';

/** The user's own ignore file for git, where no configuration names another (gitignore(5)). */
export function globalExcludesFile({
  env,
  homeDirectory,
}: Pick<World, 'env' | 'homeDirectory'>): string {
  const config = env['XDG_CONFIG_HOME'] || join(homeDirectory, '.config');
  return join(config, 'git', 'ignore');
}
