// node file-list.mjs ROOT: lists the files that git would, with their sizes; those that can't be read are listed on stderr.
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { createCollector, userGitFiles } from '@create-dump/collector';
import { displayPath } from '@create-dump/core';

const discover = createCollector({
  root: realpathSync(process.argv[2]),
  ...userGitFiles({ env: process.env, homeDirectory: homedir() }),
  gitMetadata: false,
});
const { files, skipped, warnings = [] } = await discover(AbortSignal.timeout(60_000));
for (const { path, size } of files) console.log(`${size}\t${displayPath(path)}`);
for (const { path, skipped: reason } of skipped) console.error(`${displayPath(path)}: ${reason}`);
for (const warning of warnings) console.error(warning);
