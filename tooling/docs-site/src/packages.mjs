import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace-root.mjs';

/** Names of the folders of the libraries. */
export const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'src/index.ts')),
);
